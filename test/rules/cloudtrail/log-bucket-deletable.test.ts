import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/log-bucket-deletable.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import type { BucketVersioning, ObjectLock } from '../../../src/services/s3/index.ts';
import { judge } from '../../support/judge.ts';
import { LOGS, NO_TRAIL, ONE_TRAIL } from './log-buckets.fixture.ts';
import { denied, ok } from './readings.fixture.ts';

const OFF: ObjectLock = { enabled: false, retention: undefined };
const LOCKED: ObjectLock = { enabled: true, retention: { Mode: 'COMPLIANCE', Days: 365 } };
const MFA: BucketVersioning = { Status: 'Enabled', MFADelete: 'Enabled' };

describe('cloudtrail/log-bucket-deletable', () => {
  it.each<[string, Answer<ObjectLock>, Answer<BucketVersioning>, string, string?]>([
    [
      'neither',
      ok(OFF),
      ok({}),
      'fail',
      'Bucket logs, which holds the logs of a trail, has neither MFA delete nor Object Lock.',
    ],
    ['Object Lock', ok(LOCKED), ok({}), 'pass'],
    [
      'Object Lock that locks nothing',
      ok({ enabled: true, retention: undefined }),
      ok({}),
      'fail',
      'Bucket logs, which holds the logs of a trail, has neither MFA delete nor a default retention of Object Lock, without which nothing is locked.',
    ],
    ['MFA delete', ok(OFF), ok(MFA), 'pass'],
    ['MFA delete, the lock denied', denied('s3:GetBucketObjectLockConfiguration'), ok(MFA), 'pass'],
    ['Object Lock, versioning denied', ok(LOCKED), denied('s3:GetBucketVersioning'), 'pass'],
    ['the lock denied', denied('s3:GetBucketObjectLockConfiguration'), ok({}), 'unknown'],
    ['versioning denied', ok(OFF), denied('s3:GetBucketVersioning'), 'unknown'],
  ])('%s', (_case, lock, versioning, status, description) => {
    const readings = {
      locks: [{ item: LOGS, answer: lock }],
      versioning: [{ item: LOGS, answer: versioning }],
    };
    expect(judge(rule, { logs: ONE_TRAIL, ...readings })).toMatchObject([
      { status, ...(description === undefined ? {} : { description }) },
    ]);
    expect(judge(rule, { logs: NO_TRAIL, ...readings })).toMatchObject([{ status: 'notApplicable' }]);
  });
});
