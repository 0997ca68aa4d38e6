import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/insight-recorded.ts';
import type { InsightEvents, InsightRecord } from '../../../src/services/cloudtrail/index.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const event = (changes: Partial<InsightRecord> = {}): InsightRecord => ({
  id: 'a',
  startedAt: daysAgo(2),
  endedAt: daysAgo(1.9),
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  insightType: 'ApiCallRateInsight',
  rate: 4.23456,
  baseline: 0.0000882145,
  ...changes,
});
const found = (...events: InsightRecord[]): InsightEvents => ({ events, more: false });

describe('cloudtrail/insight-recorded', () => {
  it.each<[string, InsightEvents | undefined, string[]]>([
    ['no Insights', undefined, ['notApplicable']],
    ['no event', found(), ['pass']],
    ['an event', found(event()), ['fail']],
    ['two events', found(event(), event({ id: 'b' })), ['fail', 'fail']],
    ['one that ended long ago', found(event({ startedAt: daysAgo(9), endedAt: daysAgo(8) })), ['pass']],
    ['one that began long ago and ended within the days', found(event({ startedAt: daysAgo(9) })), ['fail']],
    ['more than were read', { events: [event()], more: true }, ['fail', 'unknown']],
    [
      'more than were read, all of them old',
      { events: [event({ endedAt: daysAgo(8) })], more: true },
      ['pass'],
    ],
  ])('%s', (_case, insights, expected) => {
    expect(statuses(judge(rule, { insights }))).toEqual(expected);
  });

  it('tells of one that goes on, however long', () => {
    const { endedAt, ...ongoing } = event({ startedAt: daysAgo(20) });
    expect(endedAt).toBeDefined();
    expect(judge(rule, { insights: found(ongoing) })).toMatchObject([
      { status: 'fail', evidence: { EndTime: null }, observed: { lastObservedAt: daysAgo(20) } },
    ]);
  });

  it('looks back as many days as it is told', () => {
    const insights = found(event({ startedAt: daysAgo(9), endedAt: daysAgo(8) }));
    expect(statuses(judge(rule, { insights }, { options: { days: 10 } }))).toEqual(['fail']);
  });

  it('carries API, rate, baseline, times and link', () => {
    expect(judge(rule, { insights: found(event()) }, { region: 'eu-west-1' })).toMatchObject([
      {
        part: 'a',
        description:
          'Insights in eu-west-1 saw 4.23 calls of RunInstances of ec2.amazonaws.com a minute, where 0.0000882 are usual.',
        evidence: {
          EventName: 'RunInstances',
          InsightAverage: 4.23456,
          BaselineAverage: 0.0000882145,
          Url: 'https://console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/insights',
        },
        observed: { firstObservedAt: daysAgo(2), lastObservedAt: daysAgo(1.9) },
      },
    ]);
    const denials = event({
      insightType: 'ApiErrorRateInsight',
      errorCode: 'AccessDenied',
      eventName: 'ListUsers',
      eventSource: 'iam.amazonaws.com',
    });
    expect(judge(rule, { insights: found(denials) })).toMatchObject([
      {
        description: expect.stringContaining('4.23 AccessDenied of ListUsers of iam.amazonaws.com a minute'),
      },
    ]);
  });

  it('is one finding for each API, with the events as parts and their times', () => {
    const insights = found(
      event(),
      event({ id: 'b', startedAt: daysAgo(5), endedAt: daysAgo(4) }),
      event({ id: 'c', eventName: 'CreateUser' }),
    );
    const { findings } = reportOfVerdicts({
      ruleId: 'cloudtrail/insight-recorded',
      verdicts: judge(rule, { insights }),
    });
    expect(
      findings.map(({ description, parts, firstObservedAt }) => [
        description,
        parts?.length,
        firstObservedAt,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [
          'Insights in us-east-1 recorded unusual activity of RunInstances of ec2.amazonaws.com 2 times.',
          2,
          daysAgo(5).toISOString(),
        ],
        [expect.stringContaining('CreateUser'), 1, daysAgo(2).toISOString()],
      ]),
    );
  });
});
