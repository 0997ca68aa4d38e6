import { accountResource, defineRule, fail, pass, shell, tagMap, unknown } from 'postern/rule';
import { authorizationDetails } from 'postern/services/iam';

export default defineRule({
  title: 'AWSCloudShellFullAccess is granted',
  type: 'Policy:IAM/CloudShellFullAccessGranted',
  severity: 3.0,
  scope: 'account',
  reads: { details: authorizationDetails },
  why: 'CloudShell with file transfer lets a signed-in user carry data out of the account, outside the controls of your network.',
  remediation: {
    text: 'Detach AWSCloudShellFullAccess, and grant a policy without cloudshell:GetFileUploadUrls and cloudshell:GetFileDownloadUrls to those who need the shell.',
    url: 'https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html',
  },
  *check({ details }, scope) {
    const PolicyArn = `arn:${scope.account.partition}:iam::aws:policy/AWSCloudShellFullAccess`;
    const { UserDetailList, GroupDetailList, RoleDetailList } = details;
    const holders = [
      ...UserDetailList.map((user) => ({
        ...user,
        resource: { type: 'AwsIamUser', id: user.Arn, ...tagMap(user.Tags) },
        detach: [shell`aws iam detach-user-policy --user-name ${user.UserName} --policy-arn ${PolicyArn}`],
      })),
      ...GroupDetailList.map((group) => ({
        ...group,
        resource: { type: 'AwsIamGroup', id: group.Arn },
        detach: [
          shell`aws iam detach-group-policy --group-name ${group.GroupName} --policy-arn ${PolicyArn}`,
        ],
      })),
      ...RoleDetailList.map((role) => ({
        ...role,
        resource: { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) },
        // Roles of IAM Identity Center are changed in the permission set only.
        detach: role.Path?.startsWith('/aws-reserved/')
          ? []
          : [shell`aws iam detach-role-policy --role-name ${role.RoleName} --policy-arn ${PolicyArn}`],
      })),
    ];
    let clear = true;
    for (const { Arn, resource, detach, AttachedManagedPolicies } of holders) {
      if (AttachedManagedPolicies === undefined) {
        clear = false;
        yield unknown(resource, `AWS did not list the policies attached to ${Arn}`);
      } else if (AttachedManagedPolicies.some((policy) => policy.PolicyArn === PolicyArn)) {
        clear = false;
        yield fail(
          resource,
          { PolicyArn, attachedTo: Arn },
          `AWSCloudShellFullAccess is attached to ${Arn}.`,
          {
            exposure: 'inside',
            commands: detach,
          },
        );
      }
    }
    if (clear) yield pass(accountResource(scope), { PolicyArn, attachedTo: [] });
  },
});
