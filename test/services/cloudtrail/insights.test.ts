import { afterEach, describe, expect, it, vi } from 'vitest';
import { insightEvents, insightSelectors, insightsUrl } from '../../../src/services/cloudtrail/insights.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';
import { listed, OWN, organizationTrail, trail } from './trails.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('insightSelectors', () => {
  it.each<[string, Record<string, Wire>, Answers, unknown, number]>([
    ['none, unasked, where the trail has none', { HasInsightSelectors: false }, {}, [], 0],
    [
      'none where Insights are not enabled',
      {},
      { 'cloudtrail:GetInsightSelectors': failing('InsightNotEnabledException', 'off') },
      [],
      1,
    ],
    [
      'those of the trail',
      { HasInsightSelectors: true },
      {
        'cloudtrail:GetInsightSelectors': (call) =>
          success(call, {
            InsightSelectors: [{ InsightType: 'ApiCallRateInsight', EventCategories: ['Data'] }],
          }),
      },
      [{ InsightType: 'ApiCallRateInsight', EventCategories: ['Data'] }],
      1,
    ],
  ])('are %s', async (_case, changes, answers, value, calls) => {
    await using scan = await stubbedPlace({ ...listed(trail('a', changes)), ...answers });
    expect(await insightSelectors(scan.place)).toMatchObject([{ answer: { ok: true, value } }]);
    expect(scan.calls()).toHaveLength(1 + calls);
  });

  it('of trails of other accounts are not asked for', async () => {
    await using scan = await stubbedPlace(listed(organizationTrail()));
    expect(await insightSelectors(scan.place)).toEqual([]);
  });

  it('denied are the error of their trail', async () => {
    await using scan = await stubbedPlace({
      ...listed(trail('a')),
      'cloudtrail:GetInsightSelectors': denied(),
    });
    expect(await insightSelectors(scan.place)).toMatchObject([{ answer: { ok: false } }]);
  });
});

describe('insightEvents', () => {
  const record = (id: string, state: 'Start' | 'End', eventTime: string) =>
    JSON.stringify({
      eventTime,
      sharedEventID: id,
      insightDetails: {
        state,
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
        insightType: 'ApiCallRateInsight',
        insightContext: {
          statistics: { baseline: { average: 0.001 }, insight: { average: state === 'End' ? 4 : 9 } },
          attributions: [{ attribute: 'userIdentityArn', insight: [{ value: 'arn:secret', average: 1 }] }],
        },
      },
    });
  const on = listed(organizationTrail({ HomeRegion: 'us-east-1', HasInsightSelectors: true }));

  it('are looked up page by page, the two records of one as one, without who it was', async () => {
    const pages = [
      { Events: [{ CloudTrailEvent: record('a', 'End', '2026-11-19T10:00:00Z') }], NextToken: 'next' },
      {
        Events: [
          { CloudTrailEvent: record('b', 'Start', '2026-11-19T09:30:00Z') },
          { CloudTrailEvent: record('a', 'Start', '2026-11-19T09:00:00Z') },
        ],
      },
    ];
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      ...on,
      'cloudtrail:LookupEvents': (call) => {
        asked.push(call.params);
        return success(call, pages[textParam(call, 'NextToken') === undefined ? 0 : 1] ?? {});
      },
    });
    const RUN = {
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      insightType: 'ApiCallRateInsight',
    };
    expect(await insightEvents(scan.place)).toEqual({
      events: [
        {
          id: 'a',
          ...RUN,
          rate: 4,
          baseline: 0.001,
          startedAt: new Date('2026-11-19T09:00:00Z'),
          endedAt: new Date('2026-11-19T10:00:00Z'),
        },
        { id: 'b', ...RUN, rate: 9, baseline: 0.001, startedAt: new Date('2026-11-19T09:30:00Z') },
      ],
      more: false,
      unread: undefined,
    });
    expect(asked[0]).toMatchObject({ EventCategory: 'insight', MaxResults: 50 });
  });

  it('stop at a thousand', async () => {
    await using scan = await stubbedPlace({
      ...on,
      'cloudtrail:LookupEvents': (call) => {
        const page = Number(textParam(call, 'NextToken') ?? 0);
        return success(call, {
          Events: Array.from({ length: 50 }, (_, index) => ({
            CloudTrailEvent: record(`${page}-${index}`, 'Start', '2026-11-19T09:00:00Z'),
          })),
          NextToken: String(page + 1),
        });
      },
    });
    const found = await insightEvents(scan.place);
    expect([found?.events.length, found?.more]).toEqual([1000, true]);
    expect(scan.calls().filter((operation) => operation === 'LookupEvents')).toHaveLength(20);
  });

  it.each([
    ['no trail', listed()],
    ['Insights off', listed(trail('a', { HasInsightSelectors: false }))],
  ])('are not looked up with %s', async (_case, answers) => {
    await using scan = await stubbedPlace(answers);
    expect(await insightEvents(scan.place)).toBeUndefined();
    expect(scan.calls()).toEqual(['DescribeTrails']);
  });

  it.each<[string, Answers[string], string]>([
    ['denied', denied(), 'denied'],
    ['without a record', (call) => success(call, { Events: [{}] }), 'failed'],
    [
      'with a record that tells no rate',
      (call) => success(call, { Events: [{ CloudTrailEvent: '{"sharedEventID":"a"}' }] }),
      'failed',
    ],
  ])('an answer %s is no answer', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({ ...on, 'cloudtrail:LookupEvents': answer });
    await expect(insightEvents(scan.place)).rejects.toMatchObject({
      kind,
      action: 'cloudtrail:LookupEvents',
    });
  });

  describe('on data events', () => {
    const own: Answers = {
      ...listed(trail('there', { HomeRegion: 'us-east-1', HasInsightSelectors: true })),
      'cloudtrail:LookupEvents': (call) => success(call, { Events: [] }),
    };
    const categories = (...EventCategories: string[]): Answers => ({
      'cloudtrail:GetInsightSelectors': (call) =>
        success(call, { InsightSelectors: [{ InsightType: 'ApiCallRateInsight', EventCategories }] }),
    });

    it('are asked of each own trail that looks for them', async () => {
      const asked: unknown[] = [];
      await using scan = await stubbedPlace({
        ...own,
        ...categories('Management', 'Data'),
        'cloudtrail:ListInsightsData': (call) => {
          asked.push(call.params);
          return success(call, {
            Events: [{ CloudTrailEvent: record('d', 'Start', '2026-11-19T09:00:00Z') }],
          });
        },
      });
      expect(await insightEvents(scan.place)).toMatchObject({ events: [{ id: 'd' }], unread: undefined });
      expect(asked).toMatchObject([
        { InsightSource: `arn:aws:cloudtrail:us-east-1:${OWN}:trail/there`, DataType: 'InsightsEvents' },
      ]);
    });

    it('are not asked of a trail that does not look for them', async () => {
      await using scan = await stubbedPlace({ ...own, ...categories('Management') });
      expect(await insightEvents(scan.place)).toEqual({ events: [], more: false, unread: undefined });
      expect(scan.calls()).not.toContain('ListInsightsData');
    });

    it.each<[string, Answers]>([
      ['denied', { ...categories('Data'), 'cloudtrail:ListInsightsData': denied() }],
      [
        'without their list',
        { ...categories('Data'), 'cloudtrail:ListInsightsData': (call) => success(call, {}) },
      ],
    ])('%s are unread, beside those on management events', async (_case, answers) => {
      await using scan = await stubbedPlace({ ...own, ...answers });
      expect(await insightEvents(scan.place)).toMatchObject({
        events: [],
        unread: { action: 'cloudtrail:ListInsightsData' },
      });
    });
  });
});

describe('insightsUrl', () => {
  it.each([
    ['aws', 'https://console.aws.amazon.com/cloudtrailv2/home?region=r#/insights'],
    ['aws-cn', 'https://console.amazonaws.cn/cloudtrailv2/home?region=r#/insights'],
    ['aws-iso', undefined],
  ])('%s', (partition, url) => {
    expect(insightsUrl(partition, 'r')).toBe(url);
  });
});
