import type { TrailBuckets } from '../../../src/services/s3/index.ts';

/** A bucket that a trail of the account writes to. */
export const LOGS = {
  Name: 'logs',
  BucketRegion: 'eu-west-1',
  arn: 'arn:aws:s3:::logs',
};

export const ONE_TRAIL: TrailBuckets = {
  own: [{ bucket: LOGS, trails: ['arn:aws:cloudtrail:us-east-1:111122223333:trail/main'] }],
  ofOthers: [],
  unread: [],
};

export const NO_TRAIL: TrailBuckets = { own: [], ofOthers: [], unread: [] };

export const TRAIL_OF_OTHERS: TrailBuckets = { own: [], ofOthers: ['theirs'], unread: [] };
