import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/organization-trail-missing.ts';
import type { AccountTrail } from '../../../src/services/cloudtrail/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { accountTrail, denied, deniedError, ok, organizationTrail, stopped } from './readings.fixture.ts';

const organization = {
  Id: 'o-1',
  Arn: 'arn:aws:organizations::999988887777:organization/o-1',
  FeatureSet: 'ALL' as const,
  MasterAccountId: '999988887777',
  MasterAccountArn: undefined,
};
const judged = (...trails: AccountTrail[]) =>
  judge(rule, { organization, trails: { trails, unread: undefined } });
const oneRegion = organizationTrail({ Name: 'one', IsMultiRegionTrail: false });

describe('cloudtrail/organization-trail-missing', () => {
  it.each<[string, AccountTrail[], string]>([
    ['no trail', [], 'fail'],
    ['a trail of the account alone', [accountTrail()], 'fail'],
    ['a trail of the organization', [accountTrail(organizationTrail())], 'pass'],
    ['a stopped one', [accountTrail(organizationTrail(), { status: ok(stopped) })], 'fail'],
    ['one of a single Region', [accountTrail(oneRegion)], 'fail'],
    [
      'one of a single Region and one of all',
      [accountTrail(oneRegion), accountTrail(organizationTrail())],
      'pass',
    ],
    [
      'one whose status is denied',
      [accountTrail(organizationTrail(), { status: denied('cloudtrail:GetTrailStatus') })],
      'unknown',
    ],
    ['one whose home Region is off', [accountTrail(organizationTrail(), { status: undefined })], 'unknown'],
  ])('%s', (_case, trails, status) => {
    expect(statuses(judged(...trails))).toEqual([status]);
  });

  it('is unknown where no Region answered', () => {
    const unread = deniedError('cloudtrail:DescribeTrails');
    expect(judge(rule, { organization, trails: { trails: [], unread } })).toMatchObject([
      { status: 'unknown', error: unread },
    ]);
  });

  it('is not applicable to an account of its own', () => {
    expect(
      statuses(judge(rule, { organization: undefined, trails: { trails: [], unread: undefined } })),
    ).toEqual(['notApplicable']);
  });

  it('says what to do with the trail that there is', () => {
    const trail = organizationTrail();
    expect(judged(accountTrail(trail, { status: ok(stopped) }))).toMatchObject([
      { commands: [`aws cloudtrail start-logging --name ${trail.TrailARN} --region us-east-1`] },
    ]);
    expect(judged(accountTrail(oneRegion))).toMatchObject([
      {
        commands: [
          `aws cloudtrail update-trail --name ${oneRegion.TrailARN} --is-multi-region-trail --region us-east-1`,
        ],
      },
    ]);
  });
});
