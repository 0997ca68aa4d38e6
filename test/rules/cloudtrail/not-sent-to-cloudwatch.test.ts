import { describe, expect, it } from 'vitest';
import deliveryFailing from '../../../rules/cloudtrail/delivery-failing.ts';
import rule from '../../../rules/cloudtrail/not-sent-to-cloudwatch.ts';
import type { Trail, TrailStatus } from '../../../src/services/cloudtrail/index.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  denied,
  ok,
  organizationTrail,
  statusOf,
  statusReadings,
  stopped,
  trailOf,
} from './readings.fixture.ts';

const reading = (changes: Partial<TrailStatus> = {}, trail: Trail = trailOf()) =>
  statusReadings({ item: trail, answer: ok(statusOf(changes)) });
const withoutGroup = trailOf({ CloudWatchLogsLogGroupArn: undefined });
const late = { LatestCloudWatchLogsDeliveryTime: daysAgo(2) };

describe('cloudtrail/not-sent-to-cloudwatch', () => {
  it.each<[string, Parameters<typeof rule.check>[0], string]>([
    ['no trail at home', statusReadings(), 'notApplicable'],
    ['delivered', reading(), 'pass'],
    ['no log group', reading({}, withoutGroup), 'fail'],
    [
      'no log group, and a status that is denied',
      statusReadings({ item: withoutGroup, answer: denied('cloudtrail:GetTrailStatus') }),
      'fail',
    ],
    [
      'a status that is denied',
      statusReadings({ item: trailOf(), answer: denied('cloudtrail:GetTrailStatus') }),
      'unknown',
    ],
    ['nothing for a day, though the bucket got something', reading(late), 'fail'],
    ['nothing for a day, nor in the bucket', reading({ ...late, LatestDeliveryTime: daysAgo(2) }), 'pass'],
    [
      'nothing yet',
      reading({ LatestCloudWatchLogsDeliveryTime: undefined, StartLoggingTime: daysAgo(0.5) }),
      'pass',
    ],
    ['stopped', statusReadings({ item: trailOf(), answer: ok(stopped) }), 'notApplicable'],
    [
      'the trail of another account',
      reading({}, organizationTrail({ CloudWatchLogsLogGroupArn: undefined })),
      'notApplicable',
    ],
  ])('%s', (_case, readings, status) => {
    expect(statuses(judge(rule, readings))).toEqual([status]);
  });

  it('is told by cloudtrail/delivery-failing where that knows why', () => {
    const said = (changes: Partial<TrailStatus>) =>
      reportOfVerdicts(
        { ruleId: 'cloudtrail/delivery-failing', verdicts: judge(deliveryFailing, reading(changes)) },
        { ruleId: 'cloudtrail/not-sent-to-cloudwatch', verdicts: judge(rule, reading(changes)) },
      ).findings.map(({ ruleId }) => ruleId);
    expect(said({ ...late, LatestCloudWatchLogsDeliveryError: 'Access denied' })).toEqual([
      'cloudtrail/delivery-failing',
    ]);
    expect(said(late)).toEqual(['cloudtrail/not-sent-to-cloudwatch']);
  });
});
