import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/group-unused.ts';
import type { IamGroup, IamUser } from '../../../src/services/iam/authorization-details.ts';
import { groupMembersOf } from '../../../src/services/iam/group-members.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { judge, statuses } from '../../support/judge.ts';
import { attached, detailsOf, groupOf, inline, userOf } from './readings.fixture.ts';

const check = (group: IamGroup, ...users: readonly IamUser[]) =>
  judge(rule, {
    groups: groupMembersOf(policyHoldersOf(detailsOf({ GroupDetailList: [group], UserDetailList: users }))),
  });
const policies = { AttachedManagedPolicies: [attached('ReadOnlyAccess')] };
const member = userOf({ GroupList: ['crew'] });
const stranger: IamUser = { UserName: 'bob', Arn: 'arn:aws:iam::111122223333:user/bob' };
const unlisted: IamGroup = { GroupName: 'crew', Arn: 'arn:aws:iam::111122223333:group/crew' };

describe('iam/group-unused', () => {
  it.each<[string, IamGroup, readonly IamUser[], string[]]>([
    ['attached policy, nobody in it', groupOf(policies), [userOf({ GroupList: ['other'] })], ['fail']],
    ['inline policy, nobody in it', groupOf({ GroupPolicyList: [inline('p')] }), [], ['fail']],
    ['somebody in it', groupOf(policies), [member], ['pass']],
    ['no policies, nobody in it', groupOf(), [], ['pass']],
    ['a user whose groups are not told', groupOf(policies), [stranger], ['unknown']],
    ['one member, and a user whose groups are not told', groupOf(policies), [member, stranger], ['pass']],
    ['policies not told, nobody in it', unlisted, [], ['unknown']],
    ['policies not told, somebody in it', unlisted, [member], ['pass']],
  ])('%s', (_case, group, users, expected) => {
    expect(statuses(check(group, ...users))).toEqual(expected);
  });
});
