import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/group-grants-administrator.ts';
import inlineRule from '../../../rules/iam/inline-policy-grants-full-admin.ts';
import type { AuthorizationDetails, IamUser } from '../../../src/services/iam/authorization-details.ts';
import { groupMembersOf } from '../../../src/services/iam/group-members.ts';
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
  policyOf,
  userOf,
} from './readings.fixture.ts';
import { writtenIn } from './written.fixture.ts';

const READ = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
const admins = groupOf({ AttachedManagedPolicies: [attached('AdministratorAccess')] });
const fromOffice = groupOf({
  GroupPolicyList: [
    inline('p', { ...ADMINISTRATOR, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
  ],
});
const BOUND = { PermissionsBoundary: { PermissionsBoundaryArn: policyOf('read').Arn } };

const members = (count: number, changes: Partial<IamUser> = {}) =>
  Array.from({ length: count }, (_, index) =>
    userOf({ UserName: `u${index}`, GroupList: ['crew'], ...changes }),
  );

const check = (details: Partial<AuthorizationDetails>, options = {}) =>
  judge(
    rule,
    {
      groups: groupMembersOf(
        policyHoldersOf(
          detailsOf({
            GroupDetailList: [admins],
            Policies: [administratorPolicy, policyOf('read', READ)],
            ...details,
          }),
        ),
      ),
    },
    { options },
  );

describe('iam/group-grants-administrator', () => {
  it.each<[string, Partial<AuthorizationDetails>, string[]]>([
    ['five members', { UserDetailList: members(5) }, ['pass']],
    ['six members', { UserDetailList: members(6) }, ['fail']],
    ['nobody', {}, ['pass']],
    [
      'six members, by inline policy',
      {
        UserDetailList: members(6),
        GroupDetailList: [groupOf({ GroupPolicyList: [inline('p', ADMINISTRATOR)] })],
      },
      ['fail'],
    ],
    ['six members, from an address', { UserDetailList: members(6), GroupDetailList: [fromOffice] }, ['fail']],
    ['six members of a group with less', { UserDetailList: members(6), GroupDetailList: [groupOf()] }, []],
    ['six members, all bounded', { UserDetailList: members(6, BOUND) }, ['pass']],
    [
      'five members, and a user whose groups are not told',
      { UserDetailList: [...members(5), { UserName: 'bob', Arn: 'arn:aws:iam::111122223333:user/bob' }] },
      ['unknown'],
    ],
    [
      'six members, perhaps bounded',
      {
        UserDetailList: members(6, { PermissionsBoundary: { PermissionsBoundaryArn: 'gone' } }),
      },
      ['unknown'],
    ],
    [
      'six members, a damaged policy',
      {
        UserDetailList: members(6),
        GroupDetailList: [groupOf({ GroupPolicyList: [{ PolicyName: 'broken', PolicyDocument: '%7B' }] })],
      },
      ['unknown'],
    ],
  ])('%s', (_case, details, expected) => {
    expect(statuses(check(details))).toEqual(expected);
  });

  it('says the condition', () => {
    expect(check({ UserDetailList: members(6), GroupDetailList: [fromOffice] })).toMatchObject([
      {
        description: 'The group crew gives administrator access to 6 users in requests from 203.0.113.0/24.',
        evidence: { conditions: ['IpAddress aws:SourceIp: 203.0.113.0/24'] },
      },
    ]);
  });

  it('takes the limit from its option', () => {
    expect(statuses(check({ UserDetailList: members(1) }, { members: 0 }))).toEqual(['fail']);
    expect(statuses(check({ UserDetailList: members(7) }, { members: 7 }))).toEqual(['pass']);
  });

  it('counts the administrators, and shows the statement', () => {
    expect(check({ UserDetailList: [...members(12), userOf()] })).toMatchObject([
      {
        resource: { type: 'AwsIamGroup', id: 'arn:aws:iam::111122223333:group/crew' },
        evidence: { administrators: 12, members: { length: 10 }, statements: [{ statement: ADMINISTRATOR }] },
        description: 'The group crew gives administrator access to 12 users.',
      },
    ]);
  });

  it.each<[string, object, string[], string[]]>([
    [
      'written into it',
      { GroupPolicyList: [inline('p', ADMINISTRATOR)] },
      ['iam/inline-policy-grants-full-admin'],
      ['iam/group-grants-administrator'],
    ],
    [
      'written into it, and attached',
      {
        GroupPolicyList: [inline('p', ADMINISTRATOR)],
        AttachedManagedPolicies: [attached('AdministratorAccess')],
      },
      ['iam/inline-policy-grants-full-admin', 'iam/group-grants-administrator'],
      [],
    ],
    [
      'attached, beside a harmless inline one',
      {
        GroupPolicyList: [inline('p', READ)],
        AttachedManagedPolicies: [attached('AdministratorAccess')],
      },
      ['iam/group-grants-administrator'],
      [],
    ],
  ])(
    'is told by an inline policy of the group that alone gives it all: %s',
    (_case, group, findings, told) => {
      const details = {
        UserDetailList: members(6),
        GroupDetailList: [groupOf(group)],
        Policies: [administratorPolicy],
      };
      const report = reportOfVerdicts(
        { ruleId: 'iam/group-grants-administrator', verdicts: check(details) },
        { ruleId: 'iam/inline-policy-grants-full-admin', verdicts: judge(inlineRule, writtenIn(details)) },
      );
      expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(findings);
      expect(report.absorbed.map(({ ruleId }) => ruleId)).toEqual(told);
    },
  );
});
