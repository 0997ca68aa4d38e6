import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetDetectorCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  HeadBucketCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { describe, expect, it } from 'vitest';
import { deniedAnswer } from './denied-answer.ts';
import { denied, throttled } from './faults.ts';
import { type Protocol, SERVICES } from './protocols.ts';
import { type Answerer, startStub } from './stub.ts';
import { success, type Wire } from './wire.ts';

const settings = (endpoint: string) => ({
  endpoint,
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  region: 'eu-west-1',
  maxAttempts: 1,
});

const s3 = (to: string) => new S3Client({ ...settings(to), forcePathStyle: true });
const alarms = new DescribeAlarmsCommand({ MaxRecords: 100 });
const moment = new Date('2026-01-02T03:04:05Z');

interface Exchange {
  readonly client: string;
  readonly protocol: Protocol;
  /** The IAM action in a denial, and how AWS names the error. */
  readonly denial: readonly [action: string, name: string];
  readonly operation: string;
  readonly send: (to: string) => Promise<object>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly wire: Readonly<Record<string, Wire>>;
  readonly answer: object;
}

/** One call over each protocol, with a time in its answer where the protocol has a way of its own to write one. */
const EXCHANGES: readonly Exchange[] = [
  {
    client: 'iam',
    protocol: 'query',
    denial: ['iam:ListUsers', 'AccessDenied'],
    operation: 'ListUsers',
    send: (to) => new IAMClient(settings(to)).send(new ListUsersCommand({ MaxItems: 10 })),
    params: { MaxItems: '10' },
    wire: { Users: [{ UserName: 'a<b', CreateDate: moment }] },
    answer: { Users: [{ UserName: 'a<b', CreateDate: moment }] },
  },
  {
    client: 'ec2',
    protocol: 'ec2',
    denial: ['ec2:DescribeVpcs', 'UnauthorizedOperation'],
    operation: 'DescribeVpcs',
    send: (to) => new EC2Client(settings(to)).send(new DescribeVpcsCommand({ MaxResults: 5 })),
    params: { MaxResults: '5' },
    wire: { vpcSet: [{ vpcId: 'vpc-1' }] },
    answer: { Vpcs: [{ VpcId: 'vpc-1' }] },
  },
  {
    client: 'kms',
    protocol: 'json-1.1',
    denial: ['kms:ListKeys', 'AccessDeniedException'],
    operation: 'ListKeys',
    send: (to) => new KMSClient(settings(to)).send(new ListKeysCommand({ Limit: 5 })),
    params: { Limit: 5 },
    wire: { Keys: [{ KeyId: 'k' }] },
    answer: { Keys: [{ KeyId: 'k' }] },
  },
  {
    client: 'cloudwatch',
    protocol: 'json-1.0',
    denial: ['cloudwatch:DescribeAlarms', 'AccessDeniedException'],
    operation: 'DescribeAlarms',
    send: (to) => new CloudWatchClient(settings(to)).send(alarms),
    params: { MaxRecords: 100 },
    wire: { MetricAlarms: [{ AlarmName: 'root', StateUpdatedTimestamp: moment }] },
    answer: { MetricAlarms: [{ AlarmName: 'root', StateUpdatedTimestamp: moment }] },
  },
  {
    client: 'cloudwatch',
    protocol: 'cbor',
    denial: ['cloudwatch:DescribeAlarms', 'AccessDeniedException'],
    operation: 'DescribeAlarms',
    send: (to) => new CloudWatchClient({ ...settings(to), protocol: SmithyRpcV2CborProtocol }).send(alarms),
    params: { MaxRecords: 100 },
    wire: { MetricAlarms: [{ AlarmName: 'root', StateUpdatedTimestamp: moment, Threshold: 1.5 }] },
    answer: { MetricAlarms: [{ AlarmName: 'root', StateUpdatedTimestamp: moment, Threshold: 1.5 }] },
  },
  {
    client: 'guardduty',
    protocol: 'rest-json',
    denial: ['guardduty:GetDetector', 'AccessDeniedException'],
    operation: 'GetDetector',
    send: (to) => new GuardDutyClient(settings(to)).send(new GetDetectorCommand({ DetectorId: 'd/1' })),
    params: { DetectorId: 'd/1' },
    wire: { status: 'ENABLED' },
    answer: { Status: 'ENABLED' },
  },
  {
    client: 's3',
    protocol: 'rest-xml',
    denial: ['s3:ListAllMyBuckets', 'AccessDenied'],
    operation: 'ListBuckets',
    send: (to) => s3(to).send(new ListBucketsCommand({ MaxBuckets: 10 })),
    params: { 'max-buckets': '10' },
    wire: { Buckets: { Bucket: [{ Name: 'a', CreationDate: moment }, { Name: 'b&c' }] } },
    answer: { Buckets: [{ Name: 'a', CreationDate: moment }, { Name: 'b&c' }] },
  },
  {
    client: 's3',
    protocol: 'rest-xml',
    denial: ['s3:GetBucketAcl', 'AccessDenied'],
    operation: 'GetBucketAcl',
    send: (to) => s3(to).send(new GetBucketAclCommand({ Bucket: 'logs' })),
    params: { Bucket: 'logs' },
    wire: { AccessControlList: { Grant: [{ Permission: 'READ' }] } },
    answer: { Grants: [{ Permission: 'READ' }] },
  },
  {
    client: 's3',
    protocol: 'rest-xml',
    denial: ['s3:GetBucketPolicyStatus', 'AccessDenied'],
    operation: 'GetBucketPolicyStatus',
    send: (to) => s3(to).send(new GetBucketPolicyStatusCommand({ Bucket: 'logs' })),
    params: { Bucket: 'logs' },
    wire: { IsPublic: true },
    answer: { PolicyStatus: { IsPublic: true } },
  },
  {
    client: 's3',
    protocol: 'rest-xml',
    denial: ['s3:GetBucketPolicy', 'AccessDenied'],
    operation: 'GetBucketPolicy',
    send: (to) => s3(to).send(new GetBucketPolicyCommand({ Bucket: 'logs' })),
    params: { Bucket: 'logs' },
    wire: { Policy: '{"Version":"2012-10-17"}' },
    answer: { Policy: '{"Version":"2012-10-17"}' },
  },
  {
    client: 's3',
    protocol: 'rest-xml',
    denial: ['s3:GetInventoryConfiguration', 'AccessDenied'],
    operation: 'ListBucketInventoryConfigurations',
    send: (to) => s3(to).send(new ListBucketInventoryConfigurationsCommand({ Bucket: 'logs' })),
    params: { Bucket: 'logs' },
    wire: { InventoryConfiguration: [{ Id: 'one' }, { Id: 'two' }], IsTruncated: false },
    answer: { InventoryConfigurationList: [{ Id: 'one' }, { Id: 'two' }], IsTruncated: false },
  },
];

const named = EXCHANGES.map((exchange) => [`${exchange.protocol}, ${exchange.operation}`, exchange] as const);

async function outcome(send: Exchange['send'], answer: Answerer) {
  await using stub = await startStub({ answers: { '*': answer } });
  const result: unknown = await send(stub.endpoint).catch((error: unknown) => error);
  return { result, calls: [...stub.requests] };
}

describe.each(named)('%s', (_name, { client, protocol, denial, operation, send, params, wire, answer }) => {
  it('is recognised', async () => {
    const { calls } = await outcome(send, (call) => success(call, wire));
    expect(calls).toMatchObject([
      { client, service: SERVICES[client]?.signingName, operation, protocol, params, region: 'eu-west-1' },
    ]);
  });

  it('is answered', async () => {
    const { result } = await outcome(send, (call) => success(call, wire));
    expect(result).toMatchObject(answer);
  });

  it('is denied in the words of IAM', async () => {
    const [action, name] = denial;
    const { result } = await outcome(send, denied());
    expect(result).toMatchObject({
      name,
      message: expect.stringContaining(`because no identity-based policy allows the ${action} action`),
    });
  });

  it('is throttled by a name that the SDK knows', async () => {
    const { result } = await outcome(send, throttled());
    expect(result).toMatchObject({ $metadata: { httpStatusCode: expect.any(Number) } });
    expect(['RequestLimitExceeded', 'SlowDown', 'Throttling', 'ThrottlingException']).toContain(
      result instanceof Error ? result.name : undefined,
    );
  });
});

it('every protocol that a service speaks is tried', () => {
  const tried = new Set(EXCHANGES.map(({ protocol }) => protocol));
  expect(Object.values(SERVICES).filter(({ protocol }) => !tried.has(protocol))).toEqual([]);
});

describe('an operation of S3', () => {
  it.each([
    ['GetBucketLocation', (to: string) => s3(to).send(new GetBucketLocationCommand({ Bucket: 'logs' }))],
    ['HeadBucket', (to: string) => s3(to).send(new HeadBucketCommand({ Bucket: 'logs' }))],
    ['ListObjectsV2', (to: string) => s3(to).send(new ListObjectsV2Command({ Bucket: 'logs' }))],
  ])('%s is told from the others by its query', async (operation, send) => {
    const { calls } = await outcome(send, (call) => success(call, {}));
    expect(calls).toMatchObject([{ operation, params: { Bucket: 'logs' } }]);
  });
});

describe('the denial of a call on a tape', () => {
  const call = { accountId: '1', region: 'eu-west-1', input: {} };

  it.each([
    ['iam', 'ListUsers', 403, '<Code>AccessDenied</Code>'],
    ['sso-admin', 'ListInstances', 400, '"__type":"AccessDeniedException"'],
    ['s3', 'GetBucketPolicy', 403, '<Error><Code>AccessDenied</Code>'],
  ])('%s %s', async (service, operation, status, text) => {
    expect(await deniedAnswer({ ...call, service, operation }, 'some:Action')).toMatchObject({
      status,
      body: expect.stringContaining(text),
    });
  });

  it('asks for a row where a service has none', async () => {
    await expect(
      deniedAnswer({ ...call, service: 'new', operation: 'ListAll' }, 'new:ListAll'),
    ).rejects.toThrow('test/support/protocols.ts has no row for new');
  });
});
