import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/delivery-failing.ts';
import type { Trail, TrailStatus } from '../../../src/services/cloudtrail/index.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import {
  denied,
  ok,
  organizationTrail,
  statusOf,
  statusReadings,
  stopped,
  trailOf,
} from './readings.fixture.ts';

const judged = (changes: Partial<TrailStatus>, trail: Partial<Trail> = {}) =>
  judge(rule, statusReadings({ item: trailOf(trail), answer: ok(statusOf(changes)) }));
const unvalidated = { LogFileValidationEnabled: false };

describe('cloudtrail/delivery-failing', () => {
  it.each<[string, Partial<TrailStatus>, Partial<Trail>, string]>([
    ['all is delivered', {}, {}, 'pass'],
    ['empty errors', { LatestDeliveryError: '', LatestCloudWatchLogsDeliveryError: '' }, {}, 'pass'],
    ['an error of the bucket', { LatestDeliveryError: 'AccessDenied' }, {}, 'fail'],
    ['an error of the log group', { LatestCloudWatchLogsDeliveryError: 'AccessDenied' }, {}, 'fail'],
    ['an error of the digests', { LatestDigestDeliveryError: 'NoSuchBucket' }, {}, 'fail'],
    ['no log file for a day, but digests: nothing happened', { LatestDeliveryTime: daysAgo(2) }, {}, 'pass'],
    ['no digest for a day', { LatestDigestDeliveryTime: daysAgo(2) }, {}, 'fail'],
    ['no digest ever', { LatestDigestDeliveryTime: undefined }, {}, 'fail'],
    ['no digest yet', { LatestDigestDeliveryTime: undefined, StartLoggingTime: daysAgo(0.5) }, {}, 'pass'],
    ['a log file, without validation', { LatestDigestDeliveryTime: undefined }, unvalidated, 'pass'],
    ['no log file for a day, without validation', { LatestDeliveryTime: daysAgo(2) }, unvalidated, 'fail'],
  ])('%s', (_case, changes, trail, status) => {
    expect(statuses(judged(changes, trail))).toEqual([status]);
  });

  it('leaves a stopped trail to cloudtrail/trail-not-logging, and the organization’s to its owner', () => {
    const verdicts = judge(
      rule,
      statusReadings(
        { item: trailOf(), answer: ok(stopped) },
        { item: organizationTrail(), answer: ok(statusOf({ LatestDeliveryError: 'AccessDenied' })) },
      ),
    );
    expect(statuses(verdicts)).toEqual(['notApplicable', 'notApplicable']);
  });

  it('is unknown where the status is denied', () => {
    const answer = denied<TrailStatus>('cloudtrail:GetTrailStatus');
    expect(judge(rule, statusReadings({ item: trailOf(), answer }))).toMatchObject([
      { status: 'unknown', error: { action: 'cloudtrail:GetTrailStatus' } },
    ]);
  });

  it('tells each error', () => {
    expect(
      judged({ LatestDeliveryError: 'NoSuchBucket', LatestCloudWatchLogsDeliveryError: 'Access denied' }),
    ).toMatchObject([
      {
        description:
          'The trail all cannot deliver log files to its bucket (NoSuchBucket) and events to CloudWatch Logs (Access denied).',
      },
    ]);
  });

  it('weighs less what may be silence', () => {
    expect(judged({ LatestDeliveryTime: undefined }, unvalidated)).toMatchObject([
      { severity: { score: 2 } },
    ]);
  });
});
