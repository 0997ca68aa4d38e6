import { describe, expect, it } from 'vitest';
import multiRegionTrailMissing from '../../../rules/cloudtrail/multi-region-trail-missing.ts';
import rule from '../../../rules/cloudtrail/object-writes-not-recorded.ts';
import type { AccountTrail } from '../../../src/services/cloudtrail/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { allButOneBucket, objectEventCases, someBuckets } from './object-events.fixture.ts';
import { accountTrail, deniedError } from './readings.fixture.ts';

const trailsOf = (...trails: readonly AccountTrail[]) => ({ trails: { trails, unread: undefined } });

describe('cloudtrail/object-writes-not-recorded', () => {
  it.each(objectEventCases)('$name', ({ trails, writes }) => {
    expect(statuses(judge(rule, trailsOf(...trails)))).toEqual([writes]);
  });

  it('is unknown where no Region answered', () => {
    const unread = deniedError('cloudtrail:DescribeTrails');
    expect(judge(rule, { trails: { trails: [], unread } })).toMatchObject([
      { status: 'unknown', error: unread },
    ]);
  });

  it.each([
    ['some buckets', someBuckets, 1, 'S3 write events are recorded of some only: arn:aws:s3:::b/.'],
    ['all buckets but one', allButOneBucket, 0.5, 'S3 write events are recorded but for arn:aws:s3:::logs/.'],
  ])('weighs less with %s', (_case, trail, score, description) => {
    expect(judge(rule, trailsOf(trail))).toMatchObject([
      { status: 'fail', description, severity: { score } },
    ]);
  });

  it('is told by cloudtrail/multi-region-trail-missing where no trail records at all', () => {
    const said = (...trails: AccountTrail[]) =>
      reportOfVerdicts(
        {
          ruleId: 'cloudtrail/multi-region-trail-missing',
          verdicts: judge(multiRegionTrailMissing, trailsOf(...trails)),
        },
        { ruleId: 'cloudtrail/object-writes-not-recorded', verdicts: judge(rule, trailsOf(...trails)) },
      ).findings.map(({ ruleId }) => ruleId);
    expect(said()).toEqual(['cloudtrail/multi-region-trail-missing']);
    expect(said(accountTrail())).toEqual(['cloudtrail/object-writes-not-recorded']);
  });
});
