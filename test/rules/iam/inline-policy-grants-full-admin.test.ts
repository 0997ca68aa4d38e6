import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/inline-policy-grants-full-admin.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR, groupOf, inline, roleOf, userOf } from './readings.fixture.ts';
import { ANN, damaged, inlined, MFA, managed, writtenIn } from './written.fixture.ts';

describe('iam/inline-policy-grants-full-admin', () => {
  it.each<[string, object, string[]]>([
    ['everything', ADMINISTRATOR, ['fail']],
    ['in another spelling', { Effect: 'Allow', NotAction: 'none', Resource: '*' }, ['fail']],
    ['one service', { Effect: 'Allow', Action: 'iam:*', Resource: '*' }, ['pass']],
    ['under a condition', { ...ADMINISTRATOR, ...MFA }, ['pass']],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });

  it('judges every inline policy of users, groups and roles, and no managed one', () => {
    const readings = writtenIn({
      UserDetailList: [userOf({ UserPolicyList: [inline('a', ADMINISTRATOR), inline('b')] })],
      GroupDetailList: [groupOf({ GroupPolicyList: [inline('c', ADMINISTRATOR)] })],
      RoleDetailList: [roleOf({ RolePolicyList: [inline('d', ADMINISTRATOR)] })],
    });
    expect(judge(rule, readings)).toMatchObject([
      { status: 'fail', part: 'a', resource: { type: 'AwsIamUser', id: ANN } },
      { status: 'pass', part: 'b', resource: { type: 'AwsIamUser', id: ANN } },
      { status: 'fail', part: 'c', resource: { type: 'AwsIamGroup' } },
      { status: 'fail', part: 'd', resource: { type: 'AwsIamRole' } },
    ]);
    expect(judge(rule, managed(ADMINISTRATOR))).toEqual([]);
  });

  it('is unknown of a damaged document, by name, and of policies that AWS did not list', () => {
    expect(judge(rule, writtenIn({ UserDetailList: [userOf(damaged)] }))).toMatchObject([
      { status: 'unknown', part: 'broken', reason: expect.stringContaining(`broken in ${ANN} is not JSON`) },
    ]);
    const unlisted = { UserName: 'ann', Arn: ANN, AttachedManagedPolicies: [] };
    expect(statuses(judge(rule, writtenIn({ UserDetailList: [unlisted] })))).toEqual(['unknown']);
  });
});
