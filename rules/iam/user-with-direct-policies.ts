import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { authorizationDetails, isQuarantinePolicy } from 'postern/services/iam';

export default defineRule({
  title: 'User has policies of its own',
  type: 'Policy:IAMUser/UserWithDirectPolicies',
  severity: 2.5,
  scope: 'account',
  reads: { details: authorizationDetails },
  why: 'Permissions given user by user are soon more than anybody needs, and no longer seen by anybody.',
  remediation: {
    text: 'Give the permissions to a group that the user is in, or to a role, then detach and delete the policies of the user.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html',
  },
  *check({ details }) {
    for (const { Arn, UserName, Tags, AttachedManagedPolicies, UserPolicyList } of details.UserDetailList) {
      const user = { type: 'AwsIamUser', id: Arn, ...tagMap(Tags) };
      const attached = AttachedManagedPolicies?.filter((policy) => !isQuarantinePolicy(policy));
      const evidence = {
        AttachedManagedPolicies: attached?.map(({ PolicyArn }) => PolicyArn),
        UserPolicyList: UserPolicyList?.map(({ PolicyName }) => PolicyName),
      };
      if (attached?.length || UserPolicyList?.length)
        yield fail(user, evidence, `Policies are attached to or written into the user ${UserName}.`, {
          exposure: 'inside',
        });
      else if (attached === undefined || UserPolicyList === undefined)
        yield unknown(user, 'AWS did not list all policies of the user');
      else yield pass(user, evidence);
    }
  },
});
