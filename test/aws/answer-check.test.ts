import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReadError } from '../../src/aws/read-error.ts';
import type { Reader } from '../../src/aws/reader.ts';
import { service } from '../../src/aws/service.ts';
import { Tape } from '../../src/aws/tape.ts';
import { times } from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answerer } from '../support/stub.ts';
import { type Answer, success, type Wire } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const iam = service({
  id: 'iam',
  region: 'global',
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});
const ec2 = service({
  id: 'ec2',
  region: 'regional',
  load: () => import('@aws-sdk/client-ec2'),
  client: (sdk, config) => new sdk.EC2Client(config),
});
const s3 = service({
  id: 's3',
  region: 'regional',
  load: () => import('@aws-sdk/client-s3'),
  client: (sdk, config) => new sdk.S3Client({ ...config, forcePathStyle: true }),
});
const organizations = service({
  id: 'organizations',
  region: 'global',
  load: () => import('@aws-sdk/client-organizations'),
  client: (sdk, config) => new sdk.OrganizationsClient(config),
});
const guardduty = service({
  id: 'guardduty',
  region: 'regional',
  load: () => import('@aws-sdk/client-guardduty'),
  client: (sdk, config) => new sdk.GuardDutyClient(config),
});
const cloudwatch = service({
  id: 'cloudwatch',
  region: 'regional',
  load: () => import('@aws-sdk/client-cloudwatch'),
  client: (sdk, config) => new sdk.CloudWatchClient(config),
});

/** As a user declares it, who knows what AWS leaves out of two answers. */
const ownIam = service({
  id: 'iam',
  region: 'global',
  mayOmit: { ListUsers: ['Users'], ListRoles: ['*'] },
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});

/** One for each protocol, and those with a row in the tables of what AWS leaves out. */
const READERS = {
  'iam:ListUsers': iam.reader(['ListUsers'], ({ sdk, client }) => client.send(new sdk.ListUsersCommand({}))),
  'iam:ListUsers of a user': ownIam.reader(['ListUsers'], ({ sdk, client }) =>
    client.send(new sdk.ListUsersCommand({})),
  ),
  'iam:ListRoles of a user': ownIam.reader(['ListRoles'], ({ sdk, client }) =>
    client.send(new sdk.ListRolesCommand({})),
  ),
  'iam:GetAccountSummary': iam.reader(['GetAccountSummary'], ({ sdk, client }) =>
    client.send(new sdk.GetAccountSummaryCommand({})),
  ),
  'ec2:DescribeRegions': ec2.reader(['DescribeRegions'], ({ sdk, client }) =>
    client.send(new sdk.DescribeRegionsCommand({})),
  ),
  'ec2:DescribeInstanceAttribute': ec2.reader(['DescribeInstanceAttribute'], ({ sdk, client }) =>
    client.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId: 'i-1', Attribute: 'userData' })),
  ),
  's3:ListBuckets': s3.reader(['ListBuckets'], ({ sdk, client }) =>
    client.send(new sdk.ListBucketsCommand({})),
  ),
  's3:GetBucketVersioning': s3.reader(['GetBucketVersioning'], ({ sdk, client }) =>
    client.send(new sdk.GetBucketVersioningCommand({ Bucket: 'logs' })),
  ),
  's3:GetBucketPolicy': s3.reader(['GetBucketPolicy'], ({ sdk, client }) =>
    client.send(new sdk.GetBucketPolicyCommand({ Bucket: 'logs' })),
  ),
  's3:HeadBucket': s3.reader(['HeadBucket'], ({ sdk, client }) =>
    client.send(new sdk.HeadBucketCommand({ Bucket: 'logs' })),
  ),
  'organizations:ListRoots': organizations.reader(['ListRoots'], ({ sdk, client }) =>
    client.send(new sdk.ListRootsCommand({})),
  ),
  'guardduty:ListDetectors': guardduty.reader(['ListDetectors'], ({ sdk, client }) =>
    client.send(new sdk.ListDetectorsCommand({})),
  ),
  'guardduty:GetAdministratorAccount': guardduty.reader(['GetAdministratorAccount'], ({ sdk, client }) =>
    client.send(new sdk.GetAdministratorAccountCommand({ DetectorId: 'd1' })),
  ),
  'cloudwatch:DescribeAlarms': cloudwatch.reader(['DescribeAlarms'], ({ sdk, client }) =>
    client.send(new sdk.DescribeAlarmsCommand({})),
  ),
} satisfies Readonly<Record<string, Reader<unknown>>>;

type Question = keyof typeof READERS;

async function ask(question: Question, answerer: Answerer, attempts = 1) {
  await using aws = await stubbedAws({ '*': answerer });
  const place = { session: sessionWith({ patience: { attempts } }), region: 'eu-west-1' };
  const answer = await READERS[question](place).catch((error: unknown) => error);
  return { answer, calls: aws.requests.length };
}

const HTML: Answer = {
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html>\n<html><body>Please sign in to the \u001b[31mproxy</body></html>',
};
const xml = (body: string): Answer => ({ headers: { 'content-type': 'text/xml' }, body });
const json = (body: string): Answer => ({ headers: { 'content-type': 'application/json' }, body });
const saying =
  (result: Readonly<Record<string, Wire>>): Answerer =>
  (call) =>
    success(call, result);

describe('what is no answer', () => {
  const questions: Question[] = [
    'iam:ListUsers',
    'ec2:DescribeRegions',
    's3:ListBuckets',
    's3:GetBucketPolicy',
    'organizations:ListRoots',
    'guardduty:ListDetectors',
    'cloudwatch:DescribeAlarms',
  ];
  it.each(
    questions.flatMap((question) =>
      (
        [
          ['an HTML page', HTML],
          ['nothing', xml('')],
          ['white space', xml(' \n')],
          ['204', { status: 204, body: '' }],
        ] satisfies [string, Answer][]
      ).map(([what, answer]) => [question, what, answer] as const),
    ),
  )('%s: %s is no answer', async (question, _what, answer) => {
    expect((await ask(question, () => answer)).answer).toMatchObject({
      kind: 'failed',
      errorName: 'DamagedAnswer',
      action: question === 's3:ListBuckets' ? 's3:ListAllMyBuckets' : question,
    });
  });

  it.each<[Question, string, Answer]>([
    ['iam:ListUsers', 'foreign XML', xml('<?xml version="1.0"?><feed><entry/></feed>')],
    ['iam:ListUsers', 'the answer to another question', xml('<ListRolesResponse></ListRolesResponse>')],
    ['iam:ListUsers', 'half an answer', xml('<ListUsersResponse><ListUsersResult><Users/>')],
    ['iam:ListUsers', 'JSON', json('{"Users":[]}')],
    ['iam:ListUsers', 'text', xml('hello')],
    ['ec2:DescribeRegions', 'foreign XML', xml('<feed/>')],
    ['s3:ListBuckets', 'foreign XML', xml('<feed><Buckets/></feed>')],
    ['s3:ListBuckets', 'an error with status 200', xml('<Error><Code>InternalError</Code></Error>')],
    ['s3:GetBucketVersioning', 'foreign XML', xml('<feed/>')],
    ['guardduty:ListDetectors', 'a list', json('[]')],
    ['guardduty:ListDetectors', 'null', json('null')],
    ['guardduty:ListDetectors', 'half an answer', json('{"detectorIds":["d1"')],
    ['guardduty:ListDetectors', 'what looks like half an answer', json('{"detectorIds":[{}')],
    ['guardduty:GetAdministratorAccount', 'an empty object of somebody else', { body: '{}' }],
    ['organizations:ListRoots', 'foreign XML', xml('<feed/>')],
  ])('%s: %s is no answer', async (question, _what, answer) => {
    expect((await ask(question, () => answer)).answer).toMatchObject({
      kind: 'failed',
      errorName: 'DamagedAnswer',
    });
  });

  it('may lack what the service was declared to leave out, for that service alone', async () => {
    expect((await ask('iam:ListUsers of a user', saying({ IsTruncated: false }))).answer).toMatchObject({
      IsTruncated: false,
    });
    expect((await ask('iam:ListRoles of a user', saying({}))).answer).toMatchObject({ $metadata: {} });
    expect((await ask('iam:ListUsers', saying({ IsTruncated: false }))).answer).toMatchObject({
      kind: 'failed',
    });
  });

  it.each<[Question, Readonly<Record<string, Wire>>, string]>([
    ['iam:ListUsers', {}, 'lacks Users'],
    ['iam:ListUsers', { Users: [], IsTruncated: true }, 'there is more, but not where'],
    ['iam:GetAccountSummary', { SummaryMap: {} }, 'holds no SummaryMap'],
    ['ec2:DescribeRegions', { regionInfo: [] }, 'holds no Regions'],
    ['ec2:DescribeInstanceAttribute', {}, 'says nothing'],
    ['s3:ListBuckets', {}, 'lacks Buckets'],
    ['organizations:ListRoots', { Roots: [] }, 'holds no Roots'],
    ['guardduty:ListDetectors', {}, 'lacks DetectorIds'],
    ['cloudwatch:DescribeAlarms', { CompositeAlarms: [] }, 'lacks MetricAlarms'],
  ])('%s: %o is damaged', async (question, result, why) => {
    expect((await ask(question, saying(result))).answer).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining(why),
    });
  });

  it('a list that is null, or none, is damaged', async () => {
    for (const body of ['{"detectorIds":null}', '{"detectorIds":{"a":1}}'])
      expect((await ask('guardduty:ListDetectors', () => json(body))).answer).toBeInstanceOf(ReadError);
  });

  it('of an HTML page with an error status is no denial', async () => {
    const { answer } = await ask('iam:ListUsers', () => ({ ...HTML, status: 403 }));
    expect(answer).toMatchObject({ kind: 'failed', message: expect.stringContaining('HTTP 403, text/html') });
  });

  it('is told with what came instead, on one line', async () => {
    const { answer } = await ask('ec2:DescribeRegions', () => HTML);
    expect(answer).toMatchObject({
      message:
        'ec2:DescribeRegions failed in eu-west-1 of account 111122223333: what came is no answer of AWS (HTTP 200, text/html, beginning "<!DOCTYPE html> <html><body>Please sign in to the [31mproxy</body></html>")',
    });
  });

  it.each<[string, Question, Answerer]>([
    ['an HTML page', 'guardduty:ListDetectors', () => HTML],
    ['an absent list', 'iam:ListUsers', saying({})],
    ['half an answer', 'guardduty:ListDetectors', () => json('{"detectorIds":[{}')],
  ])('is asked for again: %s', async (_what, question, damage) => {
    const once = times(1, damage);
    const right = saying({ Users: [], IsTruncated: false, detectorIds: [] });
    const { answer, calls } = await ask(
      question,
      (call, upstream) => once(call, upstream) ?? right(call, upstream),
      3,
    );
    expect(answer).not.toBeInstanceOf(Error);
    expect(calls).toBe(2);
    expect((await ask(question, damage, 3)).calls).toBe(3);
  });

  it('says the same from a tape, at once', async () => {
    const tape = new Tape({ recordedAt: '2026-11-24T00:00:00Z', startRegion: 'us-east-1', regions: [] });
    await using aws = await stubbedAws({ '*': () => HTML });
    const read = async (kind: 'record' | 'replay') => {
      const session = sessionWith({ source: { kind, tape } });
      const error = await READERS['iam:ListUsers']({ session, region: 'us-east-1' }).catch(
        (error: unknown) => error,
      );
      return error instanceof ReadError ? error.message : error;
    };
    const told = await read('record');
    const calls = aws.requests.length;
    expect(await read('replay')).toBe(told);
    expect(told).toContain('what came is no answer of AWS');
    expect(aws.requests).toHaveLength(calls);
  });
});

describe('an answer', () => {
  it.each<[Question, string, Answer]>([
    [
      'iam:ListUsers',
      'of no users',
      xml(
        '<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>',
      ),
    ],
    [
      's3:ListBuckets',
      'of no buckets',
      xml(
        '<?xml version="1.0"?>\n<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets/></ListAllMyBucketsResult>',
      ),
    ],
    [
      's3:GetBucketVersioning',
      'that was never set',
      xml('<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>'),
    ],
    ['s3:GetBucketPolicy', 'that is a text', json('{"Statement":[]}')],
    ['s3:HeadBucket', 'without a body', { body: '' }],
    [
      'guardduty:ListDetectors',
      'of no detectors, whatever it is called',
      { headers: { 'content-type': 'text/html' }, body: '{"detectorIds":[]}' },
    ],
    ['guardduty:GetAdministratorAccount', 'of no administrator', { body: '' }],
    ['guardduty:GetAdministratorAccount', 'of no administrator', json('{}')],
  ])('%s: %s is one', async (question, _what, answer) => {
    expect((await ask(question, () => answer)).answer).not.toBeInstanceOf(Error);
  });

  it.each<[Question, Readonly<Record<string, Wire>>]>([
    ['cloudwatch:DescribeAlarms', { MetricAlarms: [] }],
    ['ec2:DescribeInstanceAttribute', { instanceId: 'i-1' }],
  ])('%s may leave out what was not asked', async (question, result) => {
    expect((await ask(question, saying(result))).answer).not.toBeInstanceOf(Error);
  });
});
