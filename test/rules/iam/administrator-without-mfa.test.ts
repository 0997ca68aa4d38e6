import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/administrator-without-mfa.ts';
import keyUser from '../../../rules/iam/key-user-without-mfa.ts';
import userRule from '../../../rules/iam/user-without-mfa.ts';
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
import { MFA } from './written.fixture.ts';

const admin: Partial<IamUser> = { AttachedManagedPolicies: [attached('AdministratorAccess')] };
const own = (more: object): Partial<IamUser> => ({
  UserPolicyList: [inline('own', { ...ADMINISTRATOR, ...more })],
});
const FROM_OFFICE = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
const FOR_SERVICES = { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } };
const damaged: Partial<IamUser> = { UserPolicyList: [{ PolicyName: 'broken', PolicyDocument: '%7B' }] };
const key: Row = { access_key_1_active: 'true' };

const WITHOUT_MFA = 'iam/administrator-without-mfa';
const USER = 'iam/user-without-mfa';
const KEY_USER = 'iam/key-user-without-mfa';

const check = (user: Partial<IamUser>, ...rows: readonly Row[]) =>
  judge(rule, {
    holders: policyHoldersOf(
      detailsOf({
        UserDetailList: [userOf(user)],
        GroupDetailList: [groupOf(admin)],
        Policies: [administratorPolicy],
      }),
    ),
    report: reportOf(...rows),
  });

describe('iam/administrator-without-mfa', () => {
  it.each<[string, Partial<IamUser>, Row, string[]]>([
    ['a password without MFA', admin, { password_enabled: 'true' }, ['fail']],
    ['a key without MFA', admin, key, ['fail']],
    ['a second key without MFA', admin, { access_key_2_active: 'true' }, ['fail']],
    ['a signing certificate without MFA', admin, { cert_2_active: 'true' }, ['fail']],
    ['by group', { GroupList: ['crew'] }, key, ['fail']],
    ['by inline policy', { UserPolicyList: [inline('own', ADMINISTRATOR)] }, key, ['fail']],
    ['a key and MFA', admin, { ...key, mfa_active: 'true' }, ['pass']],
    ['no credentials', admin, {}, ['pass']],
    ['from an address', own(FROM_OFFICE), key, ['fail']],
    ['for requests with MFA alone', own(MFA), key, ['pass']],
    ['for nobody', own(FOR_SERVICES), key, []],
    ['no administrator', {}, key, []],
    ['perhaps an administrator', damaged, key, ['unknown']],
    ['perhaps an administrator, with MFA', damaged, { ...key, mfa_active: 'true' }, ['pass']],
    ['MFA not told', admin, { ...key, mfa_active: '' }, ['unknown']],
    ['credentials not told', admin, { access_key_1_active: '' }, ['unknown']],
    [
      'keys that the report does not describe',
      admin,
      { additional_credentials_info: '1 more key' },
      ['unknown'],
    ],
  ])('%s', (_case, user, row, expected) => {
    expect(statuses(check(user, row))).toEqual(expected);
  });

  it('is unknown of a user who is newer than the report', () => {
    expect(statuses(check(admin))).toEqual(['unknown']);
  });

  it('says the condition, and is milder under it', () => {
    expect(check(own(FROM_OFFICE), key)).toMatchObject([
      {
        severity: { score: 6 },
        description: 'ann has administrator access in requests from 203.0.113.0/24, credentials, and no MFA.',
      },
    ]);
  });

  it('shows the credentials, and the statement that makes an administrator', () => {
    expect(check(admin, key)).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann' },
        evidence: {
          mfa_active: false,
          access_key_1_active: true,
          statements: [{ policy: 'arn:aws:iam::aws:policy/AdministratorAccess', statement: ADMINISTRATOR }],
        },
      },
    ]);
  });

  it.each<[string, Partial<IamUser>, Row, string[], string[]]>([
    ['with a password', admin, { password_enabled: 'true' }, [WITHOUT_MFA], [USER]],
    ['with a key', admin, key, [WITHOUT_MFA], [KEY_USER]],
    ['no administrator, with a password', {}, { password_enabled: 'true' }, [USER], []],
    ['no administrator, with a key', {}, key, [KEY_USER], []],
    [
      'from an address, which is milder than a password without MFA',
      own(FROM_OFFICE),
      { password_enabled: 'true' },
      [USER, WITHOUT_MFA],
      [],
    ],
    ['with MFA', admin, { ...key, mfa_active: 'true' }, [], []],
  ])('tells that the user has no MFA: %s', (_case, user, row, findings, absorbed) => {
    const report = reportOf(row);
    const told = reportOfVerdicts(
      { ruleId: WITHOUT_MFA, verdicts: check(user, row) },
      { ruleId: USER, verdicts: judge(userRule, { report }) },
      { ruleId: KEY_USER, verdicts: judge(keyUser, { report }) },
    );
    expect(told.findings.map(({ ruleId }) => ruleId)).toEqual(findings);
    expect(told.absorbed.map(({ ruleId }) => ruleId)).toEqual(absorbed);
  });
});
