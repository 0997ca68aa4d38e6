import { defineRule, fail, pass, unknown } from 'postern/rule';
import { groupMembers } from 'postern/services/iam';

export default defineRule({
  title: 'Group with policies has no members',
  type: 'Policy:IAM/GroupUnused',
  severity: 1.0,
  scope: 'account',
  reads: { groups: groupMembers },
  why: 'Permissions that wait for a member are given out by adding a user, without anybody looking at the policies again.',
  remediation: {
    text: 'Delete the group, or detach its policies.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_delete.html',
  },
  *check({ groups }) {
    for (const { group, members, complete } of groups) {
      const resource = { type: 'AwsIamGroup', id: group.detail.Arn };
      const attached = group.detail.AttachedManagedPolicies?.map(({ PolicyArn }) => PolicyArn);
      const inline = group.inline?.map(({ PolicyName }) => PolicyName);
      const evidence = {
        members: members.length,
        AttachedManagedPolicies: attached,
        GroupPolicyList: inline,
      };
      if (members.length > 0) yield pass(resource, evidence);
      else if (attached?.length === 0 && inline?.length === 0) yield pass(resource, evidence);
      else if (!complete) yield unknown(resource, 'AWS did not list the groups of every user');
      else if (attached?.length || inline?.length)
        yield fail(resource, evidence, `The group ${group.detail.GroupName} has policies and no members.`, {
          exposure: 'none',
        });
      else yield unknown(resource, 'AWS did not list all policies of the group');
    }
  },
});
