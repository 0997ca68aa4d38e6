import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/cloudshell-full-access-granted.ts';
import type { AuthorizationDetails } from '../../../src/services/iam/authorization-details.ts';
import { judge, statuses } from '../../support/judge.ts';
import { attached, detailsOf, groupOf, roleOf, userOf } from './readings.fixture.ts';

const shell = { AttachedManagedPolicies: [attached('AWSCloudShellFullAccess')] };
const other = { AttachedManagedPolicies: [attached('ReadOnlyAccess')] };
const arn = 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess';

const check = (details: Partial<AuthorizationDetails>, partition = 'aws') =>
  judge(rule, { details: detailsOf(details) }, { account: { partition } });

describe('iam/cloudshell-full-access-granted', () => {
  it.each<[string, Partial<AuthorizationDetails>, string[]]>([
    ['nobody', {}, ['pass']],
    [
      'others have other policies',
      { UserDetailList: [userOf(other)], GroupDetailList: [groupOf()] },
      ['pass'],
    ],
    [
      'a user, a group and a role',
      { UserDetailList: [userOf(shell)], GroupDetailList: [groupOf(shell)], RoleDetailList: [roleOf(shell)] },
      ['fail', 'fail', 'fail'],
    ],
    [
      'one of two, the other not told',
      { UserDetailList: [userOf(shell), { UserName: 'bob', Arn: 'arn:aws:iam::111122223333:user/bob' }] },
      ['fail', 'unknown'],
    ],
  ])('%s', (_case, details, expected) => {
    expect(statuses(check(details))).toEqual(expected);
  });

  it('names the holder, and detaches the policy from it', () => {
    const verdicts = check({
      UserDetailList: [userOf(shell)],
      RoleDetailList: [
        roleOf(shell),
        roleOf({ ...shell, RoleName: 'AWSReservedSSO_x', Path: '/aws-reserved/sso.amazonaws.com/' }),
      ],
    });
    expect(verdicts).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann' },
        evidence: { PolicyArn: arn },
        commands: [`aws iam detach-user-policy --user-name ann --policy-arn ${arn}`],
      },
      { commands: [`aws iam detach-role-policy --role-name helm --policy-arn ${arn}`] },
      { commands: [] },
    ]);
  });

  it('knows the policy by the ARN of its partition', () => {
    const china = { AttachedManagedPolicies: [attached('AWSCloudShellFullAccess', 'aws-cn')] };
    expect(statuses(check({ UserDetailList: [userOf(china)] }, 'aws-cn'))).toEqual(['fail']);
  });
});
