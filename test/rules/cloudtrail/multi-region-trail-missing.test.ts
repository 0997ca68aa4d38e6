import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/multi-region-trail-missing.ts';
import trailNotLogging from '../../../rules/cloudtrail/trail-not-logging.ts';
import { type AccountTrail, advancedOf } from '../../../src/services/cloudtrail/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  accountTrail,
  denied,
  deniedError,
  MANAGEMENT,
  ok,
  organizationTrail,
  statusReadings,
  stopped,
  trailOf,
} from './readings.fixture.ts';

const judged = (...trails: AccountTrail[]) => judge(rule, { trails: { trails, unread: undefined } });
const recording = (...selectors: Parameters<typeof advancedOf>[0]) => ({
  selectors: ok(advancedOf(selectors)),
});

describe('cloudtrail/multi-region-trail-missing', () => {
  it.each<[string, AccountTrail[], string]>([
    ['no trail', [], 'fail'],
    ['a trail that records all management events', [accountTrail()], 'pass'],
    ['a trail of one Region', [accountTrail(trailOf({ IsMultiRegionTrail: false }))], 'fail'],
    ['a stopped trail', [accountTrail(trailOf(), { status: ok(stopped) })], 'fail'],
    [
      'a stopped trail and one that records',
      [accountTrail(trailOf(), { status: ok(stopped) }), accountTrail(trailOf({ Name: 'b' }))],
      'pass',
    ],
    ['the trail of the organization', [accountTrail(organizationTrail())], 'pass'],
    [
      'the trail of the organization, stopped',
      [accountTrail(organizationTrail(), { status: ok(stopped) })],
      'fail',
    ],
    ['writes only', [accountTrail(trailOf(), recording({ ReadWriteType: 'WriteOnly' }))], 'fail'],
    ['data events only', [accountTrail(trailOf(), recording({ IncludeManagementEvents: false }))], 'fail'],
    [
      'all but events of KMS',
      [accountTrail(trailOf(), recording({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }))],
      'fail',
    ],
    [
      'reads in one trail and writes in another',
      [
        accountTrail(trailOf(), recording({ ReadWriteType: 'ReadOnly' })),
        accountTrail(trailOf({ Name: 'b' }), recording({ ReadWriteType: 'WriteOnly' })),
      ],
      'pass',
    ],
    [
      'a trail whose status is denied',
      [accountTrail(trailOf(), { status: denied('cloudtrail:GetTrailStatus') })],
      'unknown',
    ],
    [
      'a trail whose selectors are denied',
      [accountTrail(trailOf(), { selectors: denied('cloudtrail:GetEventSelectors') })],
      'unknown',
    ],
    [
      'a stopped trail whose selectors are denied',
      [accountTrail(trailOf(), { status: ok(stopped), selectors: denied('cloudtrail:GetEventSelectors') })],
      'fail',
    ],
    [
      'a trail that only its owner can tell of',
      [accountTrail(organizationTrail(), { selectors: ok(undefined) })],
      'notApplicable',
    ],
    [
      'a trail whose home Region is off',
      [accountTrail(organizationTrail(), { status: undefined, selectors: undefined })],
      'notApplicable',
    ],
    [
      'an own trail whose home Region is off',
      [accountTrail(trailOf(), { status: undefined, selectors: undefined })],
      'unknown',
    ],
    [
      'a trail of another account beside one that records',
      [accountTrail(organizationTrail(), { selectors: ok(undefined) }), accountTrail()],
      'pass',
    ],
  ])('%s', (_case, trails, status) => {
    expect(statuses(judged(...trails))).toEqual([status]);
  });

  it('is unknown where no Region answered', () => {
    expect(
      judge(rule, { trails: { trails: [], unread: deniedError('cloudtrail:DescribeTrails') } }),
    ).toMatchObject([{ status: 'unknown', error: { action: 'cloudtrail:DescribeTrails' } }]);
  });

  it('names the Region that would have to be on', () => {
    expect(judged(accountTrail(trailOf(), { status: undefined, selectors: undefined }))).toMatchObject([
      { reason: 'the home Region us-east-1 of the trail all is off in this account' },
    ]);
  });

  it('names the account that can tell', () => {
    expect(judged(accountTrail(organizationTrail(), { selectors: ok(undefined) }))).toMatchObject([
      { reason: `only account ${MANAGEMENT}, which the trail org belongs to, can tell what it records` },
    ]);
  });

  it.each<[string, AccountTrail[], string, number | undefined]>([
    ['no trail', [], 'The account has no multi-Region trail.', undefined],
    [
      'stopped',
      [accountTrail(trailOf(), { status: ok(stopped) })],
      'No multi-Region trail of the account is logging: all.',
      undefined,
    ],
    [
      'writes only',
      [accountTrail(trailOf(), recording({ ReadWriteType: 'WriteOnly' }))],
      'The multi-Region trails of the account record no read management events.',
      5,
    ],
    [
      'reads only',
      [accountTrail(trailOf(), recording({ ReadWriteType: 'ReadOnly' }))],
      'The multi-Region trails of the account record no write management events.',
      undefined,
    ],
    [
      'without KMS',
      [accountTrail(trailOf(), recording({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }))],
      'The multi-Region trails of the account record no read events of kms.amazonaws.com and no write events of kms.amazonaws.com.',
      3,
    ],
  ])('says what is missing: %s', (_case, trails, description, score) => {
    const [verdict] = judged(...trails);
    expect(verdict).toMatchObject({ description });
    expect(verdict?.status === 'fail' ? verdict.severity?.score : verdict).toBe(score);
  });

  it('starts the own trail, and tells of it what cloudtrail/trail-not-logging would', () => {
    const trail = trailOf();
    const verdicts = judged(accountTrail(trail, { status: ok(stopped) }));
    const command = `aws cloudtrail start-logging --name ${trail.TrailARN} --region us-east-1`;
    expect(verdicts).toMatchObject([{ commands: [command] }]);
    const report = reportOfVerdicts(
      { ruleId: 'cloudtrail/multi-region-trail-missing', verdicts },
      {
        ruleId: 'cloudtrail/trail-not-logging',
        verdicts: judge(trailNotLogging, statusReadings({ item: trail, answer: ok(stopped) })),
      },
    );
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['cloudtrail/multi-region-trail-missing']);
    judge(trailNotLogging, statusReadings({ item: trail, answer: accountTrail().status ?? ok(stopped) }));
  });
});
