import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-session-too-long.ts';
import type { AdministratorAccess } from '../../../src/services/iam/policy-holders.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { trust } from './readings.fixture.ts';
import { HELM, trusts } from './trusts.fixture.ts';

type Roles = Parameters<typeof rule.check>[0]['roles'];

const people = trust(trusts({ AWS: ACCOUNT }));
const role = (changes: Partial<Roles[number]>): Roles[number] => ({
  RoleName: 'helm',
  RoleId: 'AROAEXAMPLE',
  Path: '/',
  Arn: HELM.id,
  CreateDate: new Date(0),
  MaxSessionDuration: 43_200,
  ...people,
  ...changes,
});
const yes: AdministratorAccess = { granted: 'yes', statements: [] };
const perhaps: AdministratorAccess = { granted: 'unknown', reason: 'AWS did not send the policy x' };

const check = (
  changes: Partial<Roles[number]>,
  access: AdministratorAccess | undefined = yes,
  options = {},
) =>
  judge(
    rule,
    { roles: [role(changes)], administration: new Map(access && [[HELM.id, access]]) },
    { options },
  );

describe('iam/role-session-too-long', () => {
  it.each<[string, Partial<Roles[number]>, AdministratorAccess | undefined, string[]]>([
    ['12 hours', {}, yes, ['fail']],
    ['4 hours', { MaxSessionDuration: 14_400 }, yes, ['pass']],
    ['a second more', { MaxSessionDuration: 14_401 }, yes, ['fail']],
    ['not told', { MaxSessionDuration: undefined }, yes, ['unknown']],
    ['no administrator', {}, { granted: 'no' }, []],
    ['perhaps an administrator', {}, perhaps, ['unknown']],
    ['perhaps an administrator, 1 hour', { MaxSessionDuration: 3600 }, perhaps, ['pass']],
    ['for a service alone', trust(trusts({ Service: 'ec2.amazonaws.com' })), yes, []],
    ['of Identity Center', { Path: '/aws-reserved/sso.amazonaws.com/eu-west-1/' }, yes, []],
    ['service-linked', { Path: '/aws-service-role/x.amazonaws.com/' }, yes, []],
    ['trust policy not sent', { AssumeRolePolicyDocument: undefined }, yes, ['unknown']],
  ])('%s', (_case, changes, access, expected) => {
    expect(statuses(check(changes, access))).toEqual(expected);
  });

  it('is unknown for a role that AWS listed and did not describe', () => {
    const verdicts = judge(rule, { roles: [role({})], administration: new Map() });
    expect(statuses(verdicts)).toEqual(['unknown']);
  });

  it('warns of those who ask for longer sessions: AWS refuses them from then on', () => {
    expect(rule.remediation.text).toContain('AWS refuses callers that ask for more');
  });

  it('counts the hours it is told, and mends just that', () => {
    expect(check({}, yes, { hours: 8 })).toMatchObject([
      {
        evidence: { MaxSessionDuration: 43_200 },
        description: 'helm has administrator access, and its sessions may last 12 hours.',
        commands: ['aws iam update-role --role-name helm --max-session-duration 28800'],
      },
    ]);
    expect(statuses(check({}, yes, { hours: 12 }))).toEqual(['pass']);
  });
});
