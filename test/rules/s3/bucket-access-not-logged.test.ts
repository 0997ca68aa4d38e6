import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-access-not-logged.ts';
import type { ReadError } from '../../../src/aws/read-error.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import { type AccountTrail, advancedOf } from '../../../src/services/cloudtrail/index.ts';
import type { BucketLogging } from '../../../src/services/s3/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { bucketNamed, DENIED, denied, says, value } from './readings.fixture.ts';

type Parts = Partial<AccountTrail> & { readonly multiRegion?: boolean; readonly bucket?: string };

const trail = (
  values: readonly string[],
  { multiRegion = true, bucket = 'logs', ...parts }: Parts = {},
): AccountTrail => ({
  trail: {
    Name: 'main',
    TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
    HomeRegion: 'us-east-1',
    IsMultiRegionTrail: multiRegion,
    S3BucketName: bucket,
    ownerId: '111122223333',
  },
  status: value({ IsLogging: true }),
  selectors: value(advancedOf([{ DataResources: [{ Type: 'AWS::S3::Object', Values: [...values] }] }])),
  ...parts,
});

const none: Answer<BucketLogging | undefined> = value(undefined);
const EVERYTHING = ['arn:aws:s3'];

const verdicts = (
  trails: readonly AccountTrail[],
  logging = says(none),
  unread: ReadError | undefined = undefined,
) => judge(rule, { logging, account: { trails, unread } });

describe('s3/bucket-access-not-logged', () => {
  it.each<[string, readonly AccountTrail[], string]>([
    ['no trail', [], 'fail'],
    ['a trail of management events', [trail([])], 'fail'],
    ['a trail of all objects', [trail(EVERYTHING)], 'pass'],
    ['a trail of this bucket', [trail(['arn:aws:s3:::reports/'])], 'pass'],
    ['a trail of a part of it', [trail(['arn:aws:s3:::reports/2026/'])], 'fail'],
    ['a trail of another bucket', [trail(['arn:aws:s3:::reports-2/'])], 'fail'],
    ['a trail of another Region', [trail(EVERYTHING, { multiRegion: false })], 'fail'],
    ['a stopped trail', [trail(EVERYTHING, { status: value({ IsLogging: false }) })], 'fail'],
    ['a trail whose selectors are denied', [trail([], { selectors: denied })], 'unknown'],
    ['a trail whose status is denied', [trail([], { status: denied })], 'unknown'],
    [
      'a trail of which only another account knows',
      [trail([], { selectors: value(undefined) })],
      'notApplicable',
    ],
  ])('%s', (_case, trails, status) => {
    expect(statuses(verdicts(trails))).toEqual([status]);
  });

  it('does not ask trails where the bucket logs itself', () => {
    expect(statuses(verdicts([], says(value({ TargetBucket: 'logs', TargetPrefix: '' }))))).toEqual(['pass']);
  });

  it('is unknown where logging or all trails are denied', () => {
    expect(verdicts([], says(denied))).toMatchObject([{ status: 'unknown', error: DENIED }]);
    expect(verdicts([], says(none), DENIED)).toMatchObject([{ status: 'unknown', error: DENIED }]);
  });

  it('does not ask for logs of the logs', () => {
    const itself: typeof none = value({ TargetBucket: 'logs', TargetPrefix: '' });
    const logging = [
      { item: bucketNamed('reports'), answer: itself },
      { item: bucketNamed('logs'), answer: none },
    ];
    expect(statuses(verdicts([], logging))).toEqual(['pass', 'notApplicable']);
  });

  it('is told of the bucket of a trail by a rule of its own', () => {
    expect(verdicts([trail([], { bucket: 'reports' })])).toMatchObject([
      { status: 'fail', toldBy: { rule: 'cloudtrail/log-bucket-access-not-logged' } },
    ]);
  });
});
