import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/support-role-missing.ts';
import type { AuthorizationDetails } from '../../../src/services/iam/authorization-details.ts';
import { judge, statuses } from '../../support/judge.ts';
import { attached, detailsOf, groupOf, roleOf, userOf } from './readings.fixture.ts';

const support = { AttachedManagedPolicies: [attached('AWSSupportAccess')] };
const own = {
  AttachedManagedPolicies: [
    { PolicyName: 'AWSSupportAccess', PolicyArn: 'arn:aws:iam::111122223333:policy/AWSSupportAccess' },
  ],
};
const untold = { AttachedManagedPolicies: undefined };

describe('iam/support-role-missing', () => {
  it.each<[string, Partial<AuthorizationDetails>, string]>([
    ['a role', { RoleDetailList: [roleOf(), roleOf(support)] }, 'pass'],
    ['a group', { GroupDetailList: [groupOf(support)] }, 'pass'],
    ['a user', { UserDetailList: [userOf(support)] }, 'pass'],
    ['nobody', { RoleDetailList: [roleOf()] }, 'fail'],
    ['nobody at all', {}, 'fail'],
    ["the customer's policy of that name", { RoleDetailList: [roleOf(own)] }, 'fail'],
    ['not told', { RoleDetailList: [roleOf(untold)] }, 'unknown'],
    ['a role, another not told', { RoleDetailList: [roleOf(untold), roleOf(support)] }, 'pass'],
  ])('%s', (_case, details, status) => {
    expect(statuses(judge(rule, { details: detailsOf(details) }))).toEqual([status]);
  });

  it('knows the policy of the partition', () => {
    const role = roleOf({ AttachedManagedPolicies: [attached('AWSSupportAccess', 'aws-us-gov')] });
    const details = detailsOf({ RoleDetailList: [role] });
    expect(statuses(judge(rule, { details }, { account: { partition: 'aws-us-gov' } }))).toEqual(['pass']);
  });
});
