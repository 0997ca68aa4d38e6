import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/insights-off.ts';
import { judge, statuses } from '../../support/judge.ts';
import { denied, ok, trailOf } from './readings.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];

const item = trailOf({ HasInsightSelectors: false });
const off: Readings['selectors'] = [{ item, answer: ok([]) }];
const on = (...InsightTypes: ('ApiCallRateInsight' | 'ApiErrorRateInsight')[]): Readings['selectors'] => [
  { item, answer: ok(InsightTypes.map((InsightType) => ({ InsightType }))) },
];
const elsewhere = trailOf({ Name: 'other', HomeRegion: 'eu-west-1' });

describe('cloudtrail/insights-off', () => {
  it.each<[string, Readings, string]>([
    ['no trail', { seen: [], selectors: [] }, 'notApplicable'],
    ['a trail of another Region', { seen: [elsewhere], selectors: [] }, 'notApplicable'],
    ['both types', { seen: [item], selectors: on('ApiCallRateInsight', 'ApiErrorRateInsight') }, 'pass'],
    ['one type', { seen: [item], selectors: on('ApiErrorRateInsight') }, 'pass'],
    ['none', { seen: [item], selectors: off }, 'fail'],
    ['none, but on another multi-Region trail', { seen: [item, elsewhere], selectors: off }, 'notApplicable'],
    [
      'none, but on a trail of this Region alone',
      { seen: [item, { ...elsewhere, IsMultiRegionTrail: false }], selectors: off },
      'fail',
    ],
    [
      'denied',
      { seen: [item], selectors: [{ item, answer: denied('cloudtrail:GetInsightSelectors') }] },
      'unknown',
    ],
  ])('%s', (_case, readings, status) => {
    expect(statuses(judge(rule, readings))).toEqual([status]);
  });
});
