import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/accounts/connect.ts';
import { CredentialsError } from '../../src/accounts/credentials.ts';
import { type Region, selectRegions, UnknownRegionError } from '../../src/accounts/regions.ts';
import { ReadError } from '../../src/aws/read-error.ts';
import type { Session } from '../../src/aws/session.ts';
import { broken, denied, failing } from '../support/faults.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';

beforeEach(() => {
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
});
afterEach(() => vi.unstubAllEnvs());

const whoAmI =
  (partition = 'aws'): Answerer =>
  (call) =>
    success(call, {
      Account: '111122223333',
      Arn: `arn:${partition}:sts::111122223333:assumed-role/audit/ann`,
      UserId: 'x',
    });

const regionsAre =
  (statuses: Readonly<Record<string, string>>): Answerer =>
  (call) =>
    success(call, {
      regionInfo: Object.entries(statuses).map(([regionName, optInStatus]) => ({ regionName, optInStatus })),
    });

const AWS: Answers = {
  'sts:GetCallerIdentity': whoAmI(),
  'ec2:DescribeRegions': regionsAre({
    'us-east-1': 'opt-in-not-required',
    'eu-west-1': 'opt-in-not-required',
    'eu-south-1': 'opted-in',
    'af-south-1': 'not-opted-in',
  }),
};

const NOW = new Date('2026-01-01T00:00:00Z');

function connectWith({
  region = 'eu-west-1',
  regions = [],
}: {
  region?: string;
  regions?: string[];
} = {}): Promise<Session> {
  const { credentials, transport } = sessionWith();
  return connect({ credentials, profile: undefined, region, regions, transport, now: NOW });
}

describe('connect', () => {
  it('tells who we are and which Regions are enabled', async () => {
    await using aws = await stubbedAws(AWS);
    expect(await connectWith()).toMatchObject({
      accountId: '111122223333',
      principalArn: 'arn:aws:sts::111122223333:assumed-role/audit/ann',
      partition: { id: 'aws' },
      now: NOW,
      regions: {
        scanned: ['eu-south-1', 'eu-west-1', 'us-east-1'],
        off: [],
        enabled: ['eu-south-1', 'eu-west-1', 'us-east-1'],
      },
    });
    expect(aws.requests.map(({ operation, region }) => [operation, region])).toEqual([
      ['GetCallerIdentity', 'eu-west-1'],
      ['DescribeRegions', 'us-east-1'],
    ]);
  });

  it.each([
    ['aws-cn', 'cn-northwest-1', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1'],
  ])('asks in the partition of the account: %s', async (partition, region, home) => {
    await using aws = await stubbedAws({ ...AWS, 'sts:GetCallerIdentity': whoAmI(partition) });
    expect((await connectWith({ region })).partition.id).toBe(partition);
    expect(aws.requests.map((request) => request.region)).toEqual([region, home]);
  });

  it.each([
    ['AuthFailure', 401],
    ['ExpiredToken', 403],
    ['InvalidClientTokenId', 403],
    ['SignatureDoesNotMatch', 403],
  ])('says that credentials are not accepted: %s', async (code, status) => {
    await using _aws = await stubbedAws({ '*': failing(code, 'no', status) });
    await expect(connectWith()).rejects.toThrow(CredentialsError);
    await expect(connectWith()).rejects.toThrow(
      `AWS did not accept the credentials in eu-west-1 (${code}): they have`,
    );
  });

  it.each([
    ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
    ['SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z'],
    [
      'SignatureDoesNotMatch',
      'Signature not yet current: 20260101T010000Z is still later than 20260101T000000Z',
    ],
  ])('says that the clock is wrong: %s, %s', async (code, message) => {
    await using _aws = await stubbedAws({ '*': failing(code, message, 403) });
    await expect(connectWith()).rejects.toThrow(
      new CredentialsError(
        `AWS did not accept the request (${code}): the clock of this machine is wrong: set it by a time server (NTP), and run again.`,
      ),
    );
  });

  it('tells the status and the first words of an answer that names no error', async () => {
    await using _aws = await stubbedAws({
      '*': () => ({
        status: 418,
        headers: { 'content-type': 'text/xml' },
        body: '<html>a\nlogin page</html>',
      }),
    });
    await expect(connectWith()).rejects.toThrow(
      'sts:GetCallerIdentity failed in eu-west-1: what came is no answer of AWS (HTTP 418, text/xml, beginning "<html>a login page</html>")',
    );
  });

  it('says that AWS cannot be asked', async () => {
    await using _aws = await stubbedAws({ '*': broken() });
    await expect(connectWith()).rejects.toMatchObject({
      name: 'ReadError',
      kind: 'failed',
      region: 'eu-west-1',
    });
  });

  it('does not understand an identity of an unknown partition', async () => {
    await using _aws = await stubbedAws({ 'sts:GetCallerIdentity': whoAmI('aws-iso') });
    await expect(connectWith()).rejects.toThrow(
      'AWS answered with an identity that Postern does not understand: arn:aws-iso:sts::111122223333:assumed-role/audit/ann',
    );
  });

  it.each(['', 'eu west', 'EU-WEST-1', 'eu-west-1.evil.example'])(
    'takes no Region that cannot be one: %j',
    async (region) => {
      await using aws = await stubbedAws(AWS);
      await expect(connectWith({ region })).rejects.toThrow(UnknownRegionError);
      expect(aws.requests).toEqual([]);
    },
  );

  it('keeps the denied list of Regions, and takes those that are spelled out', async () => {
    await using _aws = await stubbedAws({ ...AWS, 'ec2:DescribeRegions': denied() });
    const { regions } = await connectWith({ regions: ['eu-west-1', 'us-*'] });
    expect(regions.scanned).toEqual(['eu-west-1']);
    expect(regions.enabled).toMatchObject({ kind: 'denied', action: 'ec2:DescribeRegions' });
  });
});

describe('the Regions to scan', () => {
  const known: Region[] = [
    { name: 'us-east-1', enabled: true },
    { name: 'us-west-2', enabled: true },
    { name: 'eu-west-1', enabled: true },
    { name: 'af-south-1', enabled: false },
  ];
  const enabled = ['eu-west-1', 'us-east-1', 'us-west-2'];
  const listed = ['af-south-1', ...enabled];

  it.each<[readonly string[], { scanned: readonly string[]; off: readonly string[] }]>([
    [[], { scanned: enabled, off: [] }],
    [['us-west-2', 'us-east-1'], { scanned: ['us-east-1', 'us-west-2'], off: [] }],
    [['us-*', 'us-east-1'], { scanned: ['us-east-1', 'us-west-2'], off: [] }],
    [['{eu,us}-west-?'], { scanned: ['eu-west-1', 'us-west-2'], off: [] }],
    [['af-south-1'], { scanned: [], off: ['af-south-1'] }],
    [['*'], { scanned: enabled, off: ['af-south-1'] }],
  ])('%j', (patterns, selected) => {
    expect(selectRegions(known, patterns)).toEqual({ ...selected, enabled, listed });
  });

  it.each(['eu-nowhere-1', 'xx-*', 'US-EAST-1', '', 'us-east-1 '])('none matches %j', (pattern) => {
    expect(() => selectRegions(known, ['us-east-1', pattern])).toThrow(
      new UnknownRegionError(
        `No Region matches "${pattern}". Regions are: af-south-1, eu-west-1, us-east-1, us-west-2.`,
        { isAsked: true },
      ),
    );
  });

  const error = new ReadError('denied', {
    kind: 'denied',
    action: 'ec2:DescribeRegions',
    accountId: '1',
    region: 'us-east-1',
  });
  it.each<[readonly string[], readonly string[], boolean]>([
    [[], [], false],
    [['us-east-1', 'eu-west-1', 'us-east-1'], ['eu-west-1', 'us-east-1'], true],
    [['us-east-1', 'eu-*'], ['us-east-1'], false],
    [['!us-east-1'], [], false],
  ])('that AWS did not list: %j', (patterns, scanned, all) => {
    expect(selectRegions(error, patterns)).toEqual({
      scanned,
      off: [],
      enabled: error,
      ...(all ? {} : { unlisted: error }),
    });
  });
});

describe('a start Region whose host does not exist', () => {
  it('is told as an unknown Region when AWS answers elsewhere', async () => {
    await using _aws = await stubbedAws(AWS);
    const { credentials, transport } = sessionWith();
    const noSuchHost = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const handler = await transport.handler();
    const handle: typeof handler.handle = (request, options) =>
      `${request.headers.authorization}`.includes('/eu-nowhere-1/')
        ? Promise.reject(noSuchHost)
        : handler.handle(request, options);
    vi.spyOn(transport, 'handler').mockResolvedValue({ ...handler, handle });
    await expect(
      connect({
        credentials,
        profile: undefined,
        region: 'eu-nowhere-1',
        regions: ['eu-west-1'],
        transport,
        now: NOW,
      }),
    ).rejects.toThrow(
      'No Region matches "eu-nowhere-1". Regions are: af-south-1, eu-south-1, eu-west-1, us-east-1.',
    );
  });
});
