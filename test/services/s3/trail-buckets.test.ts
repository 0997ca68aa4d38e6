import { afterEach, describe, expect, it, vi } from 'vitest';
import { trailBucketLocks, trailBuckets } from '../../../src/services/s3/trail-buckets.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { s3Answers } from '../../support/s3-answers.ts';
import { success } from '../../support/wire.ts';
import { cloudTrail, goodTrail } from '../../support/worlds/cloudtrail-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const NOW = new Date('2026-11-20T12:00:00Z');
const trails = cloudTrail([
  { ...goodTrail('111122223333', NOW), home: 'eu-west-1' },
  { ...goodTrail('999988887777', NOW), name: 'theirs', home: 'eu-west-1' },
]);
const buckets = s3Answers([
  { name: 'trail-111122223333', region: 'us-west-2', locked: true },
  { name: 'other' },
]);

describe('trailBuckets', () => {
  it('are those of the account, apart from those of others', async () => {
    await using scan = await stubbedPlace({ ...trails, ...buckets, 'organizations:*': denied() });
    expect(await trailBuckets(scan.place)).toMatchObject({
      own: [
        {
          bucket: { Name: 'trail-111122223333', BucketRegion: 'us-west-2' },
          trails: ['arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization'],
        },
      ],
      ofOthers: ['trail-999988887777'],
      unread: [],
    });
  });

  it('are unknown of each Region that does not tell of its trails', async () => {
    await using scan = await stubbedPlace({ ...buckets, 'cloudtrail:DescribeTrails': denied() });
    const { enabled } = scan.place.session.regions;
    expect(await trailBuckets(scan.place)).toMatchObject({
      own: [],
      unread: (enabled instanceof Error ? [] : enabled).map((region) => ({
        region,
        error: { action: 'cloudtrail:DescribeTrails' },
      })),
    });
  });

  it('are found without a question about what the trails record', async () => {
    await using scan = await stubbedPlace({ ...trails, ...buckets });
    await trailBuckets(scan.place);
    expect(new Set(scan.calls())).toEqual(new Set(['DescribeTrails', 'ListBuckets']));
  });
});

describe('trailBucketLocks', () => {
  it.each([
    [
      'locked by default',
      { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } },
      { Mode: 'GOVERNANCE', Days: 30 },
    ],
    ['locked if the request says so', {}, undefined],
  ])('%s, in the Region of the bucket and of no other bucket', async (_case, rule, retention) => {
    await using scan = await stubbedPlace({
      ...trails,
      ...buckets,
      'organizations:*': denied(),
      's3:GetObjectLockConfiguration': (call) => success(call, { ObjectLockEnabled: 'Enabled', ...rule }),
    });
    expect(await trailBucketLocks(scan.place)).toEqual([
      expect.objectContaining({ answer: { ok: true, value: { enabled: true, retention } } }),
    ]);
    expect(scan.calls().filter((operation) => operation === 'GetObjectLockConfiguration')).toHaveLength(1);
  });

  it('are an answer where there is none, and carry what is denied', async () => {
    const unlocked = s3Answers([{ name: 'trail-111122223333' }]);
    await using scan = await stubbedPlace({ ...trails, ...unlocked, 'organizations:*': denied() });
    expect(await trailBucketLocks(scan.place)).toMatchObject([
      { answer: { ok: true, value: { enabled: false } } },
    ]);
    await using shut = await stubbedPlace({
      ...trails,
      ...unlocked,
      'organizations:*': denied(),
      's3:GetObjectLockConfiguration': denied(),
    });
    expect(await trailBucketLocks(shut.place)).toMatchObject([
      { answer: { ok: false, error: { action: 's3:GetBucketObjectLockConfiguration' } } },
    ]);
  });
});
