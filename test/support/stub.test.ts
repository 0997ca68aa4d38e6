import {
  AccessAnalyzerClient,
  ListAnalyzersCommand,
  ListFindingsV2Command,
} from '@aws-sdk/client-accessanalyzer';
import { AccountClient, GetAlternateContactCommand } from '@aws-sdk/client-account';
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand as ClassicCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetDetectorCommand, GuardDutyClient, ListFindingsCommand } from '@aws-sdk/client-guardduty';
import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { broken, denied, dropped, failing, inRegions, regionDisabled, throttled, times } from './faults.ts';
import { type Answerer, type Answers, startStub } from './stub.ts';
import { success } from './wire.ts';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const settings = (endpoint: string) => ({ endpoint, credentials, region: 'eu-west-1', maxAttempts: 1 });

/** One read of each service, over each protocol. */
const reads = {
  'iam:GetAccountSummary': (to: string) => new IAMClient(settings(to)).send(new GetAccountSummaryCommand({})),
  'sts:GetCallerIdentity': (to: string) => new STSClient(settings(to)).send(new GetCallerIdentityCommand({})),
  'ec2:DescribeSecurityGroups': (to: string) =>
    new EC2Client(settings(to)).send(new DescribeSecurityGroupsCommand({ MaxResults: 1000 })),
  'organizations:ListAccounts': (to: string) =>
    new OrganizationsClient(settings(to)).send(new ListAccountsCommand({ MaxResults: 20 })),
  'sso:ListInstances': (to: string) => new SSOAdminClient(settings(to)).send(new ListInstancesCommand({})),
  'account:GetAlternateContact': (to: string) =>
    new AccountClient(settings(to)).send(
      new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' }),
    ),
  'guardduty:GetDetector': (to: string) =>
    new GuardDutyClient(settings(to)).send(new GetDetectorCommand({ DetectorId: 'd/1' })),
  'guardduty:ListFindings': (to: string) =>
    new GuardDutyClient(settings(to)).send(new ListFindingsCommand({ DetectorId: 'd1', MaxResults: 50 })),
  'access-analyzer:ListAnalyzers': (to: string) =>
    new AccessAnalyzerClient(settings(to)).send(new ListAnalyzersCommand({ maxResults: 100 })),
  'access-analyzer:ListFindingsV2': (to: string) =>
    new AccessAnalyzerClient(settings(to)).send(new ListFindingsV2Command({ analyzerArn: 'arn:x' })),
} satisfies Record<string, (to: string) => Promise<unknown>>;

type Read = keyof typeof reads;
const everyRead = Object.keys(reads).filter((key): key is Read => key in reads);

async function outcome(read: Read, ...answers: Answers[]) {
  await using stub = await startStub({ answers });
  const result: unknown = await reads[read](stub.endpoint).catch((error: unknown) => error);
  return { result, requests: [...stub.requests] };
}

const nameAndMessage = (result: unknown) => {
  if (!(result instanceof Error)) throw new Error('the call went through');
  return [result.name, result.message];
};

describe('recognition', () => {
  it('tells services of one signing name apart, and lets that name stand for them all', async () => {
    const old = (to: string) => new ElasticLoadBalancingClient(settings(to)).send(new ClassicCommand({}));
    const young = (to: string) =>
      new ElasticLoadBalancingV2Client(settings(to)).send(new DescribeLoadBalancersCommand({}));
    await using stub = await startStub({
      answers: {
        'elbv2:DescribeLoadBalancers': (call) => success(call, { LoadBalancers: [] }),
        'elasticloadbalancing:DescribeLoadBalancers': (call) =>
          success(call, { LoadBalancerDescriptions: [{ LoadBalancerName: call.client }] }),
      },
    });
    expect(await young(stub.endpoint)).toMatchObject({ LoadBalancers: [] });
    expect(await old(stub.endpoint)).toMatchObject({
      LoadBalancerDescriptions: [{ LoadBalancerName: 'elb' }],
    });
    expect(stub.requests.map(({ client }) => client)).toEqual(['elbv2', 'elb']);
  });

  it.each(everyRead)('%s', async (read) => {
    const { requests } = await outcome(read, { [read]: (call) => success(call, {}) });
    const [service, operation] = read.split(':');
    expect(requests).toMatchObject([
      { service, operation, region: expect.any(String), accessKeyId: 'AKIAEXAMPLE' },
    ]);
  });

  it.each<[Read, Record<string, unknown>]>([
    ['ec2:DescribeSecurityGroups', { Action: 'DescribeSecurityGroups', MaxResults: '1000' }],
    ['organizations:ListAccounts', { MaxResults: 20 }],
    ['guardduty:GetDetector', { DetectorId: 'd/1' }],
    ['guardduty:ListFindings', { DetectorId: 'd1', maxResults: 50 }],
    ['access-analyzer:ListAnalyzers', { maxResults: '100' }],
  ])('parameters of %s', async (read, params) => {
    const { requests } = await outcome(read, { [read]: (call) => success(call, {}) });
    expect(requests[0]?.params).toMatchObject(params);
  });

  it('the Region a call is signed for', async () => {
    const { requests } = await outcome('ec2:DescribeSecurityGroups', { '*': (call) => success(call, {}) });
    expect(requests[0]?.region).toBe('eu-west-1');
  });
});

describe('answers', () => {
  it.each<[Read, Parameters<typeof success>[1], unknown]>([
    ['sts:GetCallerIdentity', { Account: '1<2&3' }, { Account: '1<2&3' }],
    [
      'ec2:DescribeSecurityGroups',
      { securityGroupInfo: [{ groupId: 'sg-1' }, { groupId: 'sg-2' }] },
      { SecurityGroups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }] },
    ],
    [
      'organizations:ListAccounts',
      { Accounts: [{ Id: '1', JoinedTimestamp: new Date(5000) }] },
      { Accounts: [{ Id: '1', JoinedTimestamp: new Date(5000) }] },
    ],
    ['guardduty:ListFindings', { findingIds: ['f1'] }, { FindingIds: ['f1'] }],
  ])('%s reaches the caller', async (read, wire, expected) => {
    const { result } = await outcome(read, { [read]: (call) => success(call, wire) });
    expect(result).toMatchObject({ ...Object(expected) });
  });

  it('the first set that replies wins, exact keys first', async () => {
    const as =
      (Account: string): Answerer =>
      (call) =>
        success(call, { Account });
    const { result } = await outcome(
      'sts:GetCallerIdentity',
      { 'sts:*': () => undefined },
      { '*': as('any'), 'sts:GetCallerIdentity': as('exact'), 'sts:*': as('service') },
    );
    expect(result).toMatchObject({ Account: 'exact' });
  });

  it('what nothing answers is an error of the test', async () => {
    const stub = await startStub({});
    await reads['sts:GetCallerIdentity'](stub.endpoint).catch(() => undefined);
    await expect(stub.stop()).rejects.toThrow('nothing answers sts:GetCallerIdentity');
  });

  it('forwards to the upstream what it does not answer', async () => {
    await using upstream = await startStub({ answers: { '*': (call) => success(call, { Account: '42' }) } });
    await using stub = await startStub({
      upstream: upstream.endpoint,
      answers: { 'sts:*': () => undefined },
    });
    expect(await reads['sts:GetCallerIdentity'](stub.endpoint)).toMatchObject({ Account: '42' });
    expect(upstream.requests).toMatchObject([{ accessKeyId: 'AKIAEXAMPLE' }]);
  });

  it('waits before each answer', async () => {
    await using stub = await startStub({ answers: { '*': (call) => success(call, {}) }, delayMs: 60 });
    const before = performance.now();
    await reads['sts:GetCallerIdentity'](stub.endpoint);
    expect(performance.now() - before).toBeGreaterThan(55);
  });
});

describe('faults have the names and words of AWS', () => {
  it.each<[Read, string]>([
    ['iam:GetAccountSummary', 'AccessDenied'],
    ['sts:GetCallerIdentity', 'AccessDenied'],
    ['ec2:DescribeSecurityGroups', 'UnauthorizedOperation'],
    ['organizations:ListAccounts', 'AccessDeniedException'],
    ['sso:ListInstances', 'AccessDeniedException'],
    ['account:GetAlternateContact', 'AccessDeniedException'],
    ['guardduty:GetDetector', 'AccessDeniedException'],
    ['access-analyzer:ListAnalyzers', 'AccessDeniedException'],
  ])('%s denied is %s', async (read, name) => {
    const [thrown, message] = nameAndMessage((await outcome(read, { '*': denied() })).result);
    expect(thrown).toBe(name);
    expect(message).toContain(
      `is not authorized to perform: ${read} because no identity-based policy allows the ${read} action`,
    );
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  it.each<[Parameters<typeof denied>[0], string]>([
    [
      { by: 'service control policy', explicit: true },
      'User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: iam:GetAccountSummary with an explicit deny in a service control policy',
    ],
    [
      {
        by: 'identity-based policy',
        explicit: true,
        policyArn: 'arn:aws:iam::123456789012:policy/No',
        principal: 'arn:aws:sts::123456789012:assumed-role/a/b',
        resource: '*',
      },
      'User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: iam:GetAccountSummary on resource: * with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/No',
    ],
    [
      { by: 'permissions boundary', action: 'iam:Other' },
      'User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: iam:Other because no permissions boundary allows the iam:Other action',
    ],
  ])('%o', async (denial, message) => {
    const { result } = await outcome('iam:GetAccountSummary', { '*': denied(denial) });
    expect(nameAndMessage(result)).toEqual(['AccessDenied', message]);
  });

  it.each<[Read, Answerer, string]>([
    ['iam:GetAccountSummary', throttled(), 'Throttling'],
    ['ec2:DescribeSecurityGroups', throttled(), 'RequestLimitExceeded'],
    ['organizations:ListAccounts', throttled(), 'TooManyRequestsException'],
    ['account:GetAlternateContact', throttled(), 'TooManyRequestsException'],
    ['sso:ListInstances', throttled(), 'ThrottlingException'],
    ['guardduty:GetDetector', throttled(), 'ThrottlingException'],
    ['access-analyzer:ListAnalyzers', throttled(), 'ThrottlingException'],
    ['iam:GetAccountSummary', broken(), 'InternalFailure'],
    ['ec2:DescribeSecurityGroups', broken(), 'InternalError'],
    ['guardduty:GetDetector', broken(), 'InternalFailure'],
    ['ec2:DescribeSecurityGroups', regionDisabled(), 'AuthFailure'],
    ['sts:GetCallerIdentity', regionDisabled(), 'InvalidClientTokenId'],
    ['guardduty:ListFindings', regionDisabled(), 'UnrecognizedClientException'],
    [
      'organizations:ListAccounts',
      failing('AWSOrganizationsNotInUseException', 'not in one'),
      'AWSOrganizationsNotInUseException',
    ],
    [
      'account:GetAlternateContact',
      failing('ResourceNotFoundException', 'none', 404),
      'ResourceNotFoundException',
    ],
  ])('%s', async (read, fault, name) => {
    expect(nameAndMessage((await outcome(read, { '*': fault })).result)[0]).toBe(name);
  });

  it('a dropped connection is no AWS error', async () => {
    const { result } = await outcome('guardduty:GetDetector', { '*': dropped() });
    expect(result).toMatchObject({ code: 'ECONNRESET' });
  });

  it('a fault that goes away leaves the world as it was', async () => {
    const world: Answers = { 'sts:GetCallerIdentity': (call) => success(call, { Account: '7' }) };
    await using stub = await startStub({ answers: [{ '*': times(2, throttled()) }, world] });
    const client = new STSClient({ ...settings(stub.endpoint), maxAttempts: 3 });
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '7' });
    expect(stub.requests).toHaveLength(3);
  });

  it('a fault stays in its Regions', async () => {
    const world: Answers = { '*': (call) => success(call, { securityGroupInfo: [] }) };
    await using stub = await startStub({ answers: [{ 'ec2:*': inRegions(['eu-west-2'], denied()) }, world] });
    expect(await reads['ec2:DescribeSecurityGroups'](stub.endpoint)).toMatchObject({ SecurityGroups: [] });
  });
});
