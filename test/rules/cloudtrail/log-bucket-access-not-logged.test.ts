import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/log-bucket-access-not-logged.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import type { BucketLogging } from '../../../src/services/s3/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { LOGS, NO_TRAIL, ONE_TRAIL } from './log-buckets.fixture.ts';
import { denied, ok } from './readings.fixture.ts';

describe('cloudtrail/log-bucket-access-not-logged', () => {
  it.each<[string, Answer<BucketLogging | undefined>, string]>([
    ['logged', ok({ TargetBucket: 'access', TargetPrefix: '' }), 'pass'],
    ['not logged', ok(undefined), 'fail'],
    ['denied', denied('s3:GetBucketLogging'), 'unknown'],
  ])('%s', (_case, answer, status) => {
    const logging = [{ item: LOGS, answer }];
    expect(statuses(judge(rule, { logs: ONE_TRAIL, logging }))).toEqual([status]);
    expect(statuses(judge(rule, { logs: NO_TRAIL, logging }))).toEqual(['notApplicable']);
  });
});
