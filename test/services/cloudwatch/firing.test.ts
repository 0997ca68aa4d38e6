import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import type { AlarmOnMetric } from '../../../src/services/cloudwatch/alarms.ts';
import { firing, isOn } from '../../../src/services/cloudwatch/firing.ts';
import { alarmOf } from './chains.fixture.ts';

const metric = (changes: Partial<MetricTransformation> = {}): MetricTransformation => ({
  metricName: 'Keys',
  metricNamespace: 'Trail',
  metricValue: '1',
  ...changes,
});

const stat = (Stat: string, changes = {}) => ({
  MetricName: undefined,
  Namespace: undefined,
  Statistic: undefined,
  Metrics: [
    {
      Id: 'm',
      MetricStat: { Metric: { Namespace: 'Trail', MetricName: 'Keys' }, Period: 60, Stat, ...changes },
    },
  ],
});

describe('firing', () => {
  it.each<[string, Partial<AlarmOnMetric>, Partial<MetricTransformation>, string, RegExp?]>([
    ['Sum >= 1', {}, {}, 'yes'],
    ['Sum > 0', { ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 }, {}, 'yes'],
    ['Sum > 1', { ComparisonOperator: 'GreaterThanThreshold' }, {}, 'no', /one event .* Sum > 1$/],
    ['Sum >= 5', { Threshold: 5 }, {}, 'no', /Sum >= 5$/],
    ['Sum >= 5 of a metric that counts 5 an event', { Threshold: 5 }, { metricValue: '5' }, 'yes'],
    ['Sum >= 0 is always reached', { Threshold: 0 }, { defaultValue: 0 }, 'no', /without any event/],
    ['Maximum', { Statistic: 'Maximum' }, { defaultValue: 0 }, 'yes'],
    ['SampleCount', { Statistic: 'SampleCount' }, {}, 'yes'],
    ['SampleCount that counts defaults too', { Statistic: 'SampleCount' }, { defaultValue: 0 }, 'no'],
    ['Average', { Statistic: 'Average' }, {}, 'yes'],
    ['Minimum', { Statistic: 'Minimum' }, {}, 'yes'],
    ['Average with zeros around', { Statistic: 'Average' }, { defaultValue: 0 }, 'no', /default value/],
    ['Minimum with zeros around', { Statistic: 'Minimum' }, { defaultValue: 0 }, 'no'],
    ['Average of a minute', { Statistic: 'Average', Period: 60 }, { defaultValue: 0 }, 'undecided'],
    ['a percentile', { Statistic: undefined, ExtendedStatistic: 'p99' }, {}, 'undecided'],
    ['less than', { ComparisonOperator: 'LessThanThreshold' }, {}, 'no'],
    ['missing data is missing', { TreatMissingData: 'missing' }, {}, 'yes'],
    ['missing data not said', { TreatMissingData: undefined }, {}, 'yes'],
    ['missing data is breaching', { TreatMissingData: 'breaching' }, {}, 'no', /already/],
    ['no data is ever missing', { TreatMissingData: 'breaching' }, { defaultValue: 0 }, 'yes'],
    ['missing data is ignored', { TreatMissingData: 'ignore' }, {}, 'no', /stays in ALARM/],
    ['missing data is ignored, zeros come', { TreatMissingData: 'ignore' }, { defaultValue: 0 }, 'yes'],
    ['2 of 2 periods', { EvaluationPeriods: 2 }, {}, 'no', /wants 2/],
    ['1 of 3 periods', { EvaluationPeriods: 3, DatapointsToAlarm: 1 }, {}, 'yes'],
    ['2 of 2, missing', { EvaluationPeriods: 2, TreatMissingData: 'missing' }, {}, 'undecided'],
    ['2 of 2, zeros', { EvaluationPeriods: 2, TreatMissingData: 'missing' }, { defaultValue: 0 }, 'no'],
    ['the value of a field', {}, { metricValue: '$.bytes' }, 'undecided', /\$\.bytes/],
    ['no value', {}, { metricValue: '' }, 'undecided'],
    ['an event that counts nothing', {}, { metricValue: '0' }, 'no'],
    ['another unit', { Unit: 'Count' }, {}, 'no', /unit Count, and the filter publishes None/],
    ['the same unit', { Unit: 'Count' }, { unit: 'Count' }, 'yes'],
    ['an anomaly detector', { ThresholdMetricId: 'ad' }, {}, 'undecided'],
    ['no threshold', { Threshold: undefined }, {}, 'undecided'],
    ['a metric with dimensions', {}, { dimensions: { Region: '$.awsRegion' } }, 'no', /dimensions/],
    ['another metric', { MetricName: 'Other' }, {}, 'no', /another metric/],
    ['as a query of one metric', stat('Sum'), {}, 'yes'],
    ['a percentile as a query', stat('p90'), {}, 'undecided'],
    ['a query of another unit', stat('Sum', { Unit: 'Count' }), {}, 'no'],
    [
      'metric math',
      { ...stat('Sum'), Metrics: [...stat('Sum').Metrics, { Id: 'e', Expression: 'm * 0' }] },
      {},
      'undecided',
      /computes/,
    ],
  ])('%s', (_case, alarm, transformation, fires, why) => {
    const told = firing(alarmOf(alarm), metric(transformation));
    expect(told.fires).toBe(fires);
    if (why !== undefined) expect(told).toHaveProperty('why', expect.stringMatching(why));
  });
});

describe('isOn', () => {
  it.each<[string, Partial<AlarmOnMetric>, Partial<MetricTransformation>, boolean]>([
    ['the very metric', {}, {}, true],
    ['a namesake in another namespace', { Namespace: 'App' }, {}, false],
    ['another name', { MetricName: 'Other' }, {}, false],
    ['a dimension that the filter does not give', { Dimensions: [{ Name: 'Env', Value: 'x' }] }, {}, false],
    [
      'a dimension of the filter',
      { Dimensions: [{ Name: 'Env', Value: 'x' }] },
      { dimensions: { Env: '$.e' } },
      true,
    ],
    [
      'in metric math',
      { ...stat('Sum'), Metrics: [...stat('Sum').Metrics, { Id: 'e', Expression: 'm' }] },
      {},
      true,
    ],
    [
      'the metric of another account',
      { ...stat('Sum'), Metrics: stat('Sum').Metrics.map((one) => ({ ...one, AccountId: '444455556666' })) },
      {},
      false,
    ],
  ])('%s', (_case, alarm, transformation, expected) => {
    expect(isOn(alarmOf(alarm), metric(transformation))).toBe(expected);
  });
});
