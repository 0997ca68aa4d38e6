import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/dashboard-shared-publicly.ts';
import { roleTrustsOf } from '../../../src/services/iam/role-trust.ts';
import { ACCOUNT, judge } from '../../support/judge.ts';
import { detailsOf, roleOf, trust } from '../iam/readings.fixture.ts';

const PUBLIC = 'CWDBSharing-PublicReadOnlyAccess-ABCD1234';
const INVITED = 'CWDBSharing-ReadOnlyAccess-ABCD1234';
const AMR = 'cognito-identity.amazonaws.com:amr';

const statement = (amr?: string, Federated = 'cognito-identity.amazonaws.com') => ({
  Effect: 'Allow',
  Principal: { Federated },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:1' },
    ...(amr === undefined ? {} : { 'ForAnyValue:StringLike': { [AMR]: amr } }),
  },
});

const roleNamed = (RoleName: string, document?: object) => ({
  ...roleOf(document === undefined ? undefined : trust(document)),
  RoleName,
  Arn: `arn:aws:iam::${ACCOUNT}:role/service-role/${RoleName}`,
});

const check = (...roles: ReturnType<typeof roleNamed>[]) =>
  judge(rule, { trusts: roleTrustsOf(detailsOf({ RoleDetailList: roles }), { accountId: ACCOUNT }) });

describe('cloudwatch/dashboard-shared-publicly', () => {
  it.each<[string, ReturnType<typeof roleNamed>, object]>([
    [
      'with everybody',
      roleNamed(PUBLIC, statement('unauthenticated')),
      { status: 'fail', exposure: 'internet' },
    ],
    ['without a condition on who signed in', roleNamed(PUBLIC, statement()), { exposure: 'internet' }],
    ['by a wildcard', roleNamed(PUBLIC, statement('*')), { exposure: 'internet' }],
    [
      'with those who sign in',
      roleNamed(INVITED, statement('authenticated')),
      { status: 'fail', severity: { score: 1 } },
    ],
    [
      'the role taken from its viewers',
      roleNamed(INVITED, statement('authenticated', 'other')),
      { status: 'pass' },
    ],
    ['a role without trust policy', roleNamed(INVITED), { status: 'unknown' }],
    ['another role', roleNamed('viewer', statement('unauthenticated')), { resource: { type: 'AwsAccount' } }],
  ])('%s', (_case, role, verdict) => {
    expect(check(role)).toMatchObject([verdict]);
  });

  it.each<[string, object, object]>([
    [
      'kept from guests by a negated operator',
      { StringNotEquals: { [AMR]: 'unauthenticated' } },
      { severity: { score: 1 } },
    ],
    [
      'kept from all but guests by a negated operator',
      { 'ForAllValues:StringNotEquals': { [AMR]: 'authenticated' } },
      { exposure: 'internet' },
    ],
    [
      'kept from guests by one of two conditions',
      {
        'ForAnyValue:StringLike': { [AMR]: ['authenticated', 'graph.facebook.com'] },
        Null: { [AMR]: 'false' },
      },
      { severity: { score: 1 } },
    ],
  ])('%s', (_case, condition, verdict) => {
    const { Condition, ...rest } = statement();
    const document = { ...rest, Condition: { ...Condition, ...condition } };
    expect(check(roleNamed(PUBLIC, document))).toMatchObject([{ status: 'fail', ...verdict }]);
  });

  it('passes the account without such a role', () => {
    expect(check()).toMatchObject([{ status: 'pass', resource: { type: 'AwsAccount' } }]);
  });
});
