import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-unused.ts';
import type { IamRole } from '../../../src/services/iam/authorization-details.ts';
import { roleTrustsOf } from '../../../src/services/iam/role-trust.ts';
import { ACCOUNT, daysAgo, judge, statuses } from '../../support/judge.ts';
import { detailsOf, roleOf, trust } from './readings.fixture.ts';
import { HELM, trusts } from './trusts.fixture.ts';

const check = (role: Partial<IamRole>, options = {}) =>
  judge(
    rule,
    {
      trusts: roleTrustsOf(detailsOf({ RoleDetailList: [roleOf(role)] }), { accountId: ACCOUNT }),
      position: { ok: true, value: { kind: 'member', organization } },
    },
    { options },
  );

const MANAGEMENT = '999988887777';
const organization = {
  Id: 'o-mine',
  Arn: undefined,
  FeatureSet: 'ALL' as const,
  MasterAccountId: MANAGEMENT,
  MasterAccountArn: undefined,
};

const old = { CreateDate: daysAgo(1000) };
const day = (days: number) => daysAgo(days).toISOString().slice(0, 10);
const used = (days: number) => ({ RoleLastUsed: { LastUsedDate: daysAgo(days), Region: 'us-east-1' } });

describe('iam/role-unused', () => {
  it.each<[string, Partial<IamRole>, string[]]>([
    ['used yesterday', { ...old, ...used(1) }, ['pass']],
    ['used 90 days ago', { ...old, ...used(90) }, ['pass']],
    ['used 91 days ago', { ...old, ...used(91) }, ['fail']],
    ['never used', { ...old, RoleLastUsed: {} }, ['fail']],
    ['never used, 90 days old', { CreateDate: daysAgo(90), RoleLastUsed: {} }, ['pass']],
    ['never used, 91 days old', { CreateDate: daysAgo(91), RoleLastUsed: {} }, ['fail']],
    ['used long ago, age not told', used(200), ['fail']],
    ['never used, age not told', { RoleLastUsed: {} }, ['unknown']],
    ['use not told', old, ['unknown']],
    ['use not told, new', { CreateDate: daysAgo(3) }, ['pass']],
    ['service-linked', { ...old, RoleLastUsed: {}, Path: '/aws-service-role/x.amazonaws.com/' }, []],
  ])('%s', (_case, role, expected) => {
    expect(statuses(check(role))).toEqual(expected);
  });

  it('counts the days it is told', () => {
    expect(statuses(check({ ...old, ...used(91) }, { days: 100 }))).toEqual(['pass']);
  });

  it.each<[Partial<IamRole>, string]>([
    [used(200), `was last used on ${day(200)}`],
    [{ CreateDate: daysAgo(120), RoleLastUsed: {} }, `was never used since it was made on ${day(120)}`],
    [{ CreateDate: daysAgo(401), RoleLastUsed: {} }, 'was not used in the 400 days that IAM remembers'],
  ])('says no more of %j than IAM remembers', (role, use) => {
    expect(check(role)).toMatchObject([{ description: `helm ${use}.` }]);
  });

  it('shows when the role was made and last used', () => {
    expect(check({ ...old, ...used(200) })).toMatchObject([
      {
        resource: HELM,
        evidence: { CreateDate: daysAgo(1000), RoleLastUsed: { LastUsedDate: daysAgo(200) } },
      },
    ]);
  });

  const unused = { CreateDate: daysAgo(1000), RoleLastUsed: {} };
  const CDK = `cdk-hnb659fds-lookup-role-${ACCOUNT}-eu-west-1`;

  it.each<[string, Partial<IamRole>, number | undefined]>([
    [
      'of the organization',
      { RoleName: 'AWSControlTowerExecution', ...trust(trusts({ AWS: MANAGEMENT })) },
      1.5,
    ],
    ['of the CDK', { RoleName: CDK, ...trust(trusts({ AWS: ACCOUNT })) }, 1.5],
    [
      'of the CDK, open to another account',
      { RoleName: CDK, ...trust(trusts({ AWS: '444455556666' })) },
      undefined,
    ],
    ['of anybody else', { RoleName: 'helm', ...trust(trusts({ AWS: MANAGEMENT })) }, undefined],
  ])('weighs a role %s', (_case, role, score) => {
    const [verdict] = check({ ...unused, ...role });
    expect(verdict).toMatchObject({ status: 'fail' });
    expect(verdict && 'severity' in verdict ? verdict.severity?.score : undefined).toBe(score);
  });
});
