import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  accountTrails,
  DEFAULT_SELECTORS,
  insightEvents,
  insightSelectors,
  insightsUrl,
  seenTrails,
  trailSelectors,
  trailStatuses,
  trails,
} from '../../../src/services/cloudtrail/index.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { sessionWith, stubbedAws } from '../../support/session.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const OWN = '111122223333';
const MANAGEMENT = '999988887777';

const trail = (name: string, changes: Record<string, Wire> = {}, ownerId = OWN) => {
  const { HomeRegion = 'eu-west-1', ...rest } = changes;
  return {
    Name: name,
    TrailARN: `arn:aws:cloudtrail:${HomeRegion}:${ownerId}:trail/${name}`,
    HomeRegion,
    IsMultiRegionTrail: true,
    ...rest,
  };
};
const listed = (...trailList: Wire[]): Answers => ({
  'cloudtrail:DescribeTrails': (call) => success(call, { trailList }),
});
const status: Answers = {
  'cloudtrail:GetTrailStatus': (call) => success(call, { IsLogging: true }),
};
const selectors: Answers = {
  'cloudtrail:GetEventSelectors': (call) =>
    success(call, { TrailARN: textParam(call, 'TrailName'), EventSelectors: [{ ReadWriteType: 'All' }] }),
};
const noOrganization: Answers = {
  'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'no'),
};
const memberOf = (services: string[] = []): Answers => ({
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-1', MasterAccountId: MANAGEMENT } }),
  'organizations:ListDelegatedServicesForAccount': (call) =>
    success(call, { DelegatedServices: services.map((ServicePrincipal) => ({ ServicePrincipal })) }),
});
const organizationTrail = (changes: Record<string, Wire> = {}) =>
  trail('org', { IsOrganizationTrail: true, ...changes }, MANAGEMENT);

describe('trails', () => {
  it('are those at home in the Region, of all that are seen there', async () => {
    await using scan = await stubbedPlace(listed(trail('here'), trail('there', { HomeRegion: 'us-east-1' })));
    expect((await seenTrails(scan.place)).map(({ Name, ownerId }) => [Name, ownerId])).toEqual([
      ['here', OWN],
      ['there', OWN],
    ]);
    expect((await trails(scan.place)).map(({ Name }) => Name)).toEqual(['here']);
    expect(scan.calls()).toEqual(['DescribeTrails']);
  });

  it.each<[string, Answers]>([
    ['without its list', { 'cloudtrail:DescribeTrails': (call) => success(call, {}) }],
    ['with a trail without a home', listed({ Name: 'a', TrailARN: 'arn:aws:cloudtrail:r:1:trail/a' })],
    ['with a trail of nobody', listed({ Name: 'a', TrailARN: 'a', HomeRegion: 'r' })],
  ])('an answer %s is damaged', async (_case, answers) => {
    await using scan = await stubbedPlace(answers);
    await expect(seenTrails(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('denied are not none', async () => {
    await using scan = await stubbedPlace({ 'cloudtrail:DescribeTrails': denied() });
    await expect(trails(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'cloudtrail:DescribeTrails',
    });
  });
});

describe('trailStatuses', () => {
  it('asks each trail at home by its ARN, the organization’s too', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      ...listed(trail('here'), organizationTrail(), trail('there', { HomeRegion: 'us-east-1' })),
      'cloudtrail:GetTrailStatus': (call) => {
        asked.push(call.params.Name);
        return success(call, { IsLogging: true, LatestDeliveryTime: new Date(0) });
      },
    });
    expect(await trailStatuses(scan.place)).toMatchObject([
      {
        item: { Name: 'here' },
        answer: { ok: true, value: { IsLogging: true, LatestDeliveryTime: new Date(0) } },
      },
      { item: { Name: 'org' }, answer: { ok: true } },
    ]);
    expect(asked.sort()).toEqual([
      `arn:aws:cloudtrail:eu-west-1:${OWN}:trail/here`,
      `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/org`,
    ]);
  });

  it.each<[string, Answers, string]>([
    ['denied', { 'cloudtrail:GetTrailStatus': denied() }, 'denied'],
    [
      'that does not say whether it logs',
      { 'cloudtrail:GetTrailStatus': (call) => success(call, {}) },
      'failed',
    ],
  ])('an answer %s is the error of its trail', async (_case, answers, kind) => {
    await using scan = await stubbedPlace({ ...listed(trail('here')), ...answers });
    expect(await trailStatuses(scan.place)).toMatchObject([{ answer: { ok: false, error: { kind } } }]);
  });
});

describe('trailSelectors', () => {
  it.each<[string, Record<string, Wire>, unknown]>([
    ['basic ones, as advanced', { EventSelectors: [{ ReadWriteType: 'All' }] }, DEFAULT_SELECTORS],
    ['advanced ones', { AdvancedEventSelectors: [{ FieldSelectors: [] }] }, [{ FieldSelectors: [] }]],
    [
      'advanced ones beside an empty list',
      { EventSelectors: [], AdvancedEventSelectors: [{ FieldSelectors: [] }] },
      [{ FieldSelectors: [] }],
    ],
  ])('are %s', async (_case, answer, value) => {
    await using scan = await stubbedPlace({
      ...listed(trail('here')),
      'cloudtrail:GetEventSelectors': (call) => success(call, answer),
    });
    expect(await trailSelectors(scan.place)).toMatchObject([{ answer: { ok: true, value } }]);
    expect(scan.calls()).toEqual(['DescribeTrails', 'GetEventSelectors']);
  });

  it.each<[string, Answers, string]>([
    ['denied', { 'cloudtrail:GetEventSelectors': denied() }, 'denied'],
    ['with neither list', { 'cloudtrail:GetEventSelectors': (call) => success(call, {}) }, 'failed'],
  ])('an answer %s is the error of its trail', async (_case, answers, kind) => {
    await using scan = await stubbedPlace({ ...listed(trail('here')), ...answers });
    expect(await trailSelectors(scan.place)).toMatchObject([{ answer: { ok: false, error: { kind } } }]);
  });

  it('of the organization’s trail are not asked for in a member', async () => {
    await using scan = await stubbedPlace({
      ...listed(organizationTrail({ HasCustomEventSelectors: true })),
      ...memberOf(),
    });
    expect(await trailSelectors(scan.place)).toMatchObject([{ answer: { ok: true, value: undefined } }]);
    expect(scan.calls()).not.toContain('GetEventSelectors');
  });

  it('of the organization’s trail are known where they are the default', async () => {
    await using scan = await stubbedPlace({
      ...listed(organizationTrail({ HasCustomEventSelectors: false })),
      ...memberOf(),
    });
    expect(await trailSelectors(scan.place)).toMatchObject([
      { answer: { ok: true, value: DEFAULT_SELECTORS } },
    ]);
  });

  it('of the organization’s trail are asked for by the delegated administrator', async () => {
    await using scan = await stubbedPlace({
      ...listed(organizationTrail()),
      ...memberOf(['cloudtrail.amazonaws.com']),
      ...selectors,
    });
    expect(await trailSelectors(scan.place)).toMatchObject([
      { answer: { ok: true, value: DEFAULT_SELECTORS } },
    ]);
  });

  it('of the organization’s trail are unknown where the position of the account is', async () => {
    await using scan = await stubbedPlace({
      ...listed(organizationTrail()),
      'organizations:DescribeOrganization': denied(),
    });
    expect(await trailSelectors(scan.place)).toMatchObject([
      { answer: { ok: false, error: { action: 'organizations:DescribeOrganization' } } },
    ]);
  });
});

describe('accountTrails', () => {
  const regions = { scanned: ['eu-west-1'], enabled: ['eu-west-1', 'us-east-1'] };

  it('tell each trail once, with what its home Region says', async () => {
    const stub = await stubbedAws({
      ...listed(trail('a'), trail('b', { HomeRegion: 'us-east-1' })),
      ...status,
      ...selectors,
      ...noOrganization,
    });
    await using _ = stub;
    const reading = await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' });
    expect(reading).toMatchObject({
      trails: [
        { trail: { Name: 'a' }, status: { ok: true }, selectors: { ok: true } },
        { trail: { Name: 'b' }, status: { ok: true }, selectors: { ok: true } },
      ],
      unread: undefined,
    });
    expect(stub.requests.map(({ operation }) => operation).sort()).toEqual(
      ['DescribeTrails', 'GetTrailStatus', 'GetEventSelectors'].flatMap((name) => [name, name]).sort(),
    );
  });

  it('know nothing more of a trail whose home Region is off', async () => {
    await using _ = await stubbedAws({
      ...listed(organizationTrail({ HomeRegion: 'af-south-1' })),
      ...memberOf(),
    });
    const { trails } = await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' });
    expect(trails).toMatchObject([{ trail: { Name: 'org' }, status: undefined, selectors: undefined }]);
  });

  it('are all seen by one Region that answers', async () => {
    const inOneRegion: Answers = {
      'cloudtrail:DescribeTrails': (call, upstream) =>
        call.region === 'us-east-1' ? denied()(call, upstream) : success(call, { trailList: [] }),
    };
    await using _ = await stubbedAws(inOneRegion);
    expect(await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' })).toEqual({
      trails: [],
      unread: undefined,
    });
  });

  it('are unread where no Region answers', async () => {
    await using _ = await stubbedAws({ 'cloudtrail:DescribeTrails': denied() });
    expect(await accountTrails({ session: sessionWith({ regions }), region: 'eu-west-1' })).toMatchObject({
      trails: [],
      unread: { kind: 'denied', action: 'cloudtrail:DescribeTrails' },
    });
  });
});

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
  const on = listed(trail('there', { HomeRegion: 'us-east-1', HasInsightSelectors: true }));

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
