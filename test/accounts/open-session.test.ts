import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession } from '../../src/accounts/open-session.ts';
import type { Session } from '../../src/aws/session.ts';
import { Tape } from '../../src/aws/tape.ts';
import type { Source } from '../../src/aws/transport.ts';
import { sessionWith, stubbedAws } from '../support/session.ts';
import type { Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

beforeEach(() => {
  for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
});
afterEach(() => vi.unstubAllEnvs());

const AWS: Answers = {
  'sts:GetCallerIdentity': (call) =>
    success(call, {
      Account: '111122223333',
      Arn: `arn:${call.region.startsWith('cn-') ? 'aws-cn' : 'aws'}:iam::111122223333:user/ann`,
      UserId: 'x',
    }),
  'ec2:DescribeRegions': (call) =>
    success(call, {
      regionInfo: [
        ['eu-west-1', 'opt-in-not-required'],
        ['us-east-1', 'opt-in-not-required'],
        ['af-south-1', 'not-opted-in'],
        ['cn-north-1', 'opt-in-not-required'],
      ].map(([regionName, optInStatus]) => ({ regionName, optInStatus })),
    }),
};

function open(
  source: Source,
  { regions = [], environment = {} }: { regions?: string[]; environment?: Record<string, string> } = {},
): Promise<Session> {
  const { transport } = sessionWith({ source });
  return openSession({
    source,
    transport,
    now: new Date('2026-01-01T00:00:00Z'),
    profile: undefined,
    regions,
    environment: { ...KEYS, ...environment },
    mfaCode: undefined,
    runProcess: () => Promise.reject(new Error('there is no process')),
  });
}

describe('openSession', () => {
  it.each([
    ['the Region of the environment', { AWS_REGION: 'eu-west-1' }, ['us-east-1'], 'eu-west-1'],
    ['where none is set, the home Region of the partition to be scanned', {}, ['cn-north-1'], 'cn-north-1'],
    ['and with nothing to go by, that of the commercial partition', {}, [], 'us-east-1'],
  ])('asks who we are in %s', async (_, environment, regions, asked) => {
    await using aws = await stubbedAws(AWS);
    await open({ kind: 'aws' }, { environment, regions });
    expect(aws.requests[0]).toMatchObject({ operation: 'GetCallerIdentity', region: asked });
  });

  it('replays a tape as it was recorded, or in the Regions of the user', async () => {
    const tape = new Tape({ recordedAt: '2026-01-01T00:00:00.000Z', startRegion: '', regions: [] });
    await using aws = await stubbedAws(AWS);
    const recorded = await open(
      { kind: 'record', tape },
      { environment: { AWS_REGION: 'eu-west-1' }, regions: ['us-*', 'af-*'] },
    );
    expect(recorded.regions).toMatchObject({ scanned: ['us-east-1'], off: ['af-south-1'] });
    expect(tape.setting).toEqual({
      recordedAt: '2026-01-01T00:00:00.000Z',
      startRegion: 'eu-west-1',
      regions: ['us-east-1', 'af-south-1'],
    });

    aws.forget();
    const source: Source = { kind: 'replay', tape: Tape.parse(tape.serialize()) };
    const { accountId, regions } = await open(source, { environment: { AWS_REGION: 'ap-south-1' } });
    expect({ accountId, regions }).toEqual({ accountId: '111122223333', regions: recorded.regions });
    expect((await open(source, { regions: ['eu-*'] })).regions.scanned).toEqual(['eu-west-1']);
    expect(aws.requests).toEqual([]);
  });
});
