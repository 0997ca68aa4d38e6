import { describe, expect, it } from 'vitest';
import mfaRule from '../../../rules/iam/administrator-without-mfa.ts';
import rule from '../../../rules/iam/user-is-administrator.ts';
import type { IamUser } from '../../../src/services/iam/authorization-details.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  ADMINISTRATOR,
  administratorPolicy,
  attached,
  detailsOf,
  groupOf,
  inline,
  type Row,
  reportOf,
  userOf,
} from './readings.fixture.ts';
import { MFA } from './written.fixture.ts';

const admin: Partial<IamUser> = { AttachedManagedPolicies: [attached('AdministratorAccess')] };
const own = (statement: object): Partial<IamUser> => ({ UserPolicyList: [inline('own', statement)] });
const damaged: Partial<IamUser> = { UserPolicyList: [{ PolicyName: 'broken', PolicyDocument: '%7B' }] };
const fromOffice = { ...ADMINISTRATOR, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
const key: Row = { access_key_1_active: 'true' };

const holdersOf = (user: Partial<IamUser>) =>
  policyHoldersOf(
    detailsOf({
      UserDetailList: [userOf(user)],
      GroupDetailList: [groupOf(admin)],
      Policies: [administratorPolicy],
    }),
  );

const check = (user: Partial<IamUser>, row: Row = { ...key, mfa_active: 'true' }) =>
  judge(rule, { holders: holdersOf(user), report: reportOf(row) });

describe('iam/user-is-administrator', () => {
  it.each<[string, Partial<IamUser>, string[]]>([
    ['by attached policy', admin, ['fail']],
    ['by inline policy', own(ADMINISTRATOR), ['fail']],
    ['by group', { GroupList: ['crew'] }, ['fail']],
    ['from an address', own(fromOffice), ['fail']],
    ['with MFA', own({ ...ADMINISTRATOR, ...MFA }), ['fail']],
    ['not', own({ ...ADMINISTRATOR, Action: 's3:*' }), ['pass']],
    ['perhaps', damaged, ['unknown']],
  ])('%s', (_case, user, expected) => {
    expect(statuses(check(user))).toEqual(expected);
  });

  it.each<[string, Partial<IamUser>, Row, boolean]>([
    ['a key and no MFA', admin, key, true],
    ['a key and MFA', admin, { ...key, mfa_active: 'true' }, false],
    ['no credentials', admin, {}, false],
    ['a key and no MFA, from an address', own(fromOffice), key, true],
    ['a key and no MFA, administrator with MFA alone', own({ ...ADMINISTRATOR, ...MFA }), key, false],
    ['MFA not told', admin, { ...key, mfa_active: '' }, false],
    ['a user who is newer than the report', admin, { arn: 'arn:aws:iam::111122223333:user/bob' }, false],
  ])(
    'leaves to iam/administrator-without-mfa whom that fails, and nobody else: %s',
    (_case, user, row, left) => {
      const report = reportOf(row);
      const there = statuses(judge(mfaRule, { holders: holdersOf(user), report }));
      expect(there.includes('fail')).toBe(left);
      expect(statuses(check(user, row))).toEqual(left ? [] : ['fail']);
    },
  );

  it('says under which condition, how gravely, and by which statement', () => {
    expect(check(own(fromOffice))).toMatchObject([
      {
        description: 'The user ann has administrator access in requests from 203.0.113.0/24.',
        evidence: {
          conditions: ['IpAddress aws:SourceIp: 203.0.113.0/24'],
          statements: [{ policy: 'own in arn:aws:iam::111122223333:user/ann', statement: fromOffice }],
        },
      },
    ]);
    expect(check(own({ ...ADMINISTRATOR, ...MFA }))).toMatchObject([
      { severity: { score: 3, reason: 'It is given to requests with MFA, and to no others.' } },
    ]);
    expect(check({ GroupList: ['crew'] })).toMatchObject([
      { evidence: { GroupList: ['crew'] }, description: 'The user ann has administrator access.' },
    ]);
  });
});
