import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SELECTORS } from '../../../src/services/cloudtrail/selected-events.ts';
import {
  ownTrailStatuses,
  seenTrails,
  trailSelectors,
  trailStatuses,
  trails,
} from '../../../src/services/cloudtrail/trails.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, type Wire } from '../../support/wire.ts';
import { listed, MANAGEMENT, memberOf, OWN, organizationTrail, selectors, trail } from './trails.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

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

  it('asks only about those of the account where a rule judges no other', async () => {
    await using scan = await stubbedPlace({
      ...listed(trail('here'), organizationTrail()),
      'cloudtrail:GetTrailStatus': (call) => success(call, { IsLogging: true }),
    });
    expect((await ownTrailStatuses(scan.place)).map(({ item }) => item.Name)).toEqual(['here']);
    expect(scan.calls()).toEqual(['DescribeTrails', 'GetTrailStatus']);
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
