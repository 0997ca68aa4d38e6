import { describe, expect, it } from 'vitest';
import mfaRule from '../../../rules/iam/administrator-without-mfa.ts';
import inlineRule from '../../../rules/iam/inline-policy-grants-full-admin.ts';
import rule from '../../../rules/iam/user-is-administrator.ts';
import type { IamUser } from '../../../src/services/iam/authorization-details.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
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
import { MFA, writtenIn } from './written.fixture.ts';

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

const check = (user: Partial<IamUser>) => judge(rule, { holders: holdersOf(user) });

const IS_ADMINISTRATOR = 'iam/user-is-administrator';
const INLINE = 'iam/inline-policy-grants-full-admin';
const WITHOUT_MFA = 'iam/administrator-without-mfa';

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

  it.each<[string, Partial<IamUser>, Row, string[], string[]]>([
    ['a key and no MFA', admin, key, [WITHOUT_MFA], [IS_ADMINISTRATOR]],
    ['a key and MFA', admin, { ...key, mfa_active: 'true' }, [IS_ADMINISTRATOR], []],
    ['no credentials', admin, {}, [IS_ADMINISTRATOR], []],
    ['a key and no MFA, from an address', own(fromOffice), key, [INLINE, WITHOUT_MFA], [IS_ADMINISTRATOR]],
    [
      'a key and no MFA, administrator with MFA alone',
      own({ ...ADMINISTRATOR, ...MFA }),
      key,
      [INLINE],
      [IS_ADMINISTRATOR],
    ],
    ['by inline policy, with MFA', own(ADMINISTRATOR), { mfa_active: 'true' }, [INLINE], [IS_ADMINISTRATOR]],
    [
      'by inline policy beside an attached one, with MFA',
      { ...own(ADMINISTRATOR), ...admin },
      { mfa_active: 'true' },
      [INLINE, IS_ADMINISTRATOR],
      [],
    ],
    ['MFA not told', admin, { ...key, mfa_active: '' }, [IS_ADMINISTRATOR], []],
    ['no administrator', own({ ...ADMINISTRATOR, Action: 's3:*' }), key, [], []],
  ])('is told once: %s', (_case, user, row, findings, absorbed) => {
    const holders = holdersOf(user);
    const report = reportOf(row);
    const details = { UserDetailList: [userOf(user)], Policies: [administratorPolicy] };
    const told = reportOfVerdicts(
      { ruleId: IS_ADMINISTRATOR, verdicts: judge(rule, { holders }) },
      { ruleId: WITHOUT_MFA, verdicts: judge(mfaRule, { holders, report }) },
      { ruleId: INLINE, verdicts: judge(inlineRule, writtenIn(details)) },
    );
    expect(told.findings.map(({ ruleId }) => ruleId).sort()).toEqual([...findings].sort());
    expect(told.absorbed.map(({ ruleId }) => ruleId)).toEqual(absorbed);
  });

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
