import { afterEach, describe, expect, it, vi } from 'vitest';
import { classifyError, credentialsRefused } from '../../src/aws/classify-error.ts';
import { ReadError } from '../../src/aws/read-error.ts';
import type { Reader } from '../../src/aws/reader.ts';
import { service } from '../../src/aws/service.ts';
import {
  broken,
  type Denial,
  type DenyingPolicy,
  denied,
  dropped,
  failing,
  regionDisabled,
  throttled,
} from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answerer } from '../support/stub.ts';

afterEach(() => vi.unstubAllEnvs());

/** One reader for each protocol and service that Postern reads from, named after its IAM action. */
const READERS: Readonly<Record<string, Reader<unknown>>> = {
  'iam:GetAccountSummary': service({
    id: 'iam',
    region: 'global',
    load: () => import('@aws-sdk/client-iam'),
    client: (sdk, config) => new sdk.IAMClient(config),
  }).reader(['GetAccountSummary'], ({ sdk, client }) => client.send(new sdk.GetAccountSummaryCommand({}))),
  'ec2:DescribeVpcs': service({
    id: 'ec2',
    region: 'regional',
    load: () => import('@aws-sdk/client-ec2'),
    client: (sdk, config) => new sdk.EC2Client(config),
  }).reader(['DescribeVpcs'], ({ sdk, client }) => client.send(new sdk.DescribeVpcsCommand({}))),
  'organizations:ListRoots': service({
    id: 'organizations',
    region: 'global',
    load: () => import('@aws-sdk/client-organizations'),
    client: (sdk, config) => new sdk.OrganizationsClient(config),
  }).reader(['ListRoots'], ({ sdk, client }) => client.send(new sdk.ListRootsCommand({}))),
  'sso:ListInstances': service({
    id: 'sso-admin',
    region: 'regional',
    load: () => import('@aws-sdk/client-sso-admin'),
    client: (sdk, config) => new sdk.SSOAdminClient(config),
  }).reader(['ListInstances'], ({ sdk, client }) => client.send(new sdk.ListInstancesCommand({}))),
  'account:GetAlternateContact': service({
    id: 'account',
    region: 'global',
    load: () => import('@aws-sdk/client-account'),
    client: (sdk, config) => new sdk.AccountClient(config),
  }).reader(['GetAlternateContact'], ({ sdk, client }) =>
    client.send(new sdk.GetAlternateContactCommand({ AlternateContactType: 'SECURITY' })),
  ),
  'guardduty:ListDetectors': service({
    id: 'guardduty',
    region: 'regional',
    load: () => import('@aws-sdk/client-guardduty'),
    client: (sdk, config) => new sdk.GuardDutyClient(config),
  }).reader(['ListDetectors'], ({ sdk, client }) => client.send(new sdk.ListDetectorsCommand({}))),
  'access-analyzer:ListAnalyzers': service({
    id: 'accessanalyzer',
    region: 'regional',
    load: () => import('@aws-sdk/client-accessanalyzer'),
    client: (sdk, config) => new sdk.AccessAnalyzerClient(config),
  }).reader(['ListAnalyzers'], ({ sdk, client }) => client.send(new sdk.ListAnalyzersCommand({}))),
};

async function errorOf(action: string, answer: Answerer): Promise<ReadError> {
  await using _aws = await stubbedAws({ '*': answer });
  const session = sessionWith({ patience: { attempts: 2 } });
  try {
    await READERS[action]?.({ session, region: 'eu-west-1' });
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
  throw new Error(`${action} was answered`);
}

describe.each(Object.keys(READERS))('an error of %s', (action) => {
  const denial: Denial = { action };

  it.each<[string, Answerer, Partial<ReadError>]>([
    ['denied', denied(denial), { kind: 'denied', deniedBy: 'identity-based policy', byPosition: false }],
    ['throttled', throttled(), { kind: 'throttled' }],
    ['HTTP 500', broken(), { kind: 'failed' }],
    ['a dropped connection', dropped(), { kind: 'failed' }],
    ['a Region that is off', regionDisabled(), { kind: 'failed' }],
    [
      'an account that is said to be without the service',
      failing('OptInRequired', 'You are not subscribed to this service.', 403),
      { kind: 'failed', message: expect.stringContaining('You are not subscribed to this service') },
    ],
    ['a refusal without a name', () => ({ status: 403, body: '' }), { kind: 'denied' }],
    ['an answer that is no answer', () => ({ status: 200, body: '<html>' }), { kind: 'failed' }],
  ])('%s', async (_what, answer, facts) => {
    expect(await errorOf(action, answer)).toMatchObject({ action, accountId: '111122223333', ...facts });
  });
});

describe('a Region that is off', () => {
  it('is told as credentials that are not accepted there', async () => {
    const { message, errorName } = await errorOf('ec2:DescribeVpcs', regionDisabled());
    expect(message).toBe(
      'ec2:DescribeVpcs failed in eu-west-1 of account 111122223333: AWS did not accept the credentials there (AuthFailure)',
    );
    expect(credentialsRefused(errorName)).toBe(true);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
describe('the policy that denied', () => {
  const policies: DenyingPolicy[] = [
    'identity-based policy',
    'resource-based policy',
    'permissions boundary',
    'session policy',
    'service control policy',
    'resource control policy',
    'VPC endpoint policy',
  ];
  const denials = policies.flatMap((by): Denial[] => [
    { by },
    { by, explicit: true },
    { by, explicit: true, policyArn: 'arn:aws:organizations::111122223333:policy/o-x/p-y' },
    { by, resource: 'arn:aws:iam::111122223333:user/because no session policy' },
  ]);

  it.each(denials)('$by, explicit: $explicit, $policyArn $resource', async (denial) => {
    const error = await errorOf('iam:GetAccountSummary', denied(denial));
    expect(error.deniedBy).toBe(denial.by);
    expect(error.message).toBe(
      `iam:GetAccountSummary is denied in us-east-1 of account 111122223333 by the ${denial.by}`,
    );
  });

  it('is not made up where AWS does not tell it', async () => {
    const error = await errorOf('ec2:DescribeVpcs', failing('UnauthorizedOperation', 'No.', 403));
    expect(error).toMatchObject({ kind: 'denied', action: 'ec2:DescribeVpcs', deniedBy: undefined });
    expect(error.message).toBe('ec2:DescribeVpcs is denied in eu-west-1 of account 111122223333');
  });

  it('goes with the action that AWS names, which may be another than that of the call', async () => {
    const error = await errorOf('guardduty:ListDetectors', denied({ action: 'iam:PassRole' }));
    expect(error.action).toBe('iam:PassRole');
  });
});

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_troubleshoot_general.html */
describe('a denial by position in the organization', () => {
  const turnedAway = failing('AccessDeniedException', "You don't have permissions to access this resource.");

  it('names neither principal nor policy', async () => {
    expect((await errorOf('organizations:ListRoots', turnedAway)).byPosition).toBe(true);
  });

  it('is not one for want of a permission', async () => {
    expect((await errorOf('organizations:ListRoots', denied())).byPosition).toBe(false);
  });

  it('is one of Organizations alone', async () => {
    expect((await errorOf('sso:ListInstances', turnedAway)).byPosition).toBe(false);
  });
});

describe('what is not available', () => {
  it.each([
    ['shield:ListProtections', 'SubscriptionRequiredException', 'failed'],
    ['shield:ListProtections', 'OptInRequired', 'failed'],
    ['guardduty:ListDetectors', 'OptInRequired', 'failed'],
    ['guardduty:ListDetectors', 'SubscriptionRequiredException', 'failed'],
    ['guardduty:ListDetectors', 'ServiceNotInRegion', 'unavailable'],
    ['sso:ListInstances', 'ServiceNotInRegion', 'unavailable'],
    ...['iam:ListUsers', 'sts:GetCallerIdentity', 'ec2:DescribeRegions', 'organizations:ListRoots'].flatMap(
      (action) =>
        ['OptInRequired', 'SubscriptionRequiredException', 'ServiceNotInRegion'].map(
          (name): [string, string, string] => [action, name, 'failed'],
        ),
    ),
  ])('%s with %s is %s', (action, name, kind) => {
    const error = Object.assign(new Error('no'), { name });
    expect(classifyError(error, { action, accountId: '', region: 'us-east-1' }).kind).toBe(kind);
  });
});

describe('what is no error of AWS', () => {
  const call = { action: 'iam:ListUsers', accountId: '', region: 'us-east-1' };

  it.each<[unknown, string]>([
    [
      new TypeError("Cannot read properties of undefined (reading 'x')"),
      'iam:ListUsers failed in us-east-1: what AWS answered could not be understood',
    ],
    [new Error('x is wrong.'), 'iam:ListUsers failed in us-east-1: x is wrong'],
    [
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      'iam:ListUsers failed in us-east-1: ECONNREFUSED',
    ],
    ['thrown text', 'iam:ListUsers failed in us-east-1: thrown text'],
  ])('%s', (error, message) => {
    expect(classifyError(error, call)).toMatchObject({ kind: 'failed', message, cause: error });
  });

  it('is sorted once', () => {
    const sorted = classifyError(new Error('x'), call);
    expect(classifyError(sorted, { ...call, action: 'ec2:DescribeVpcs' })).toBe(sorted);
  });

  it('is not named by its words', () => {
    expect(classifyError(new Error('AccessDenied Throttling OptInRequired'), call).kind).toBe('failed');
  });
});
