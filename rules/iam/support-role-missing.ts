import { accountResource, defineRule, fail, pass, unknown } from 'postern/rule';
import { authorizationDetails } from 'postern/services/iam';

export default defineRule({
  title: 'AWSSupportAccess is granted to nobody',
  type: 'Policy:IAM/SupportRoleMissing',
  severity: 2.0,
  scope: 'account',
  reads: { details: authorizationDetails },
  why: 'In an incident somebody must be able to talk to AWS Support at once, and should not need administrator access or root for it.',
  remediation: {
    text: 'Make a role for incidents, and attach the AWS managed policy AWSSupportAccess to it.',
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html',
  },
  *check({ details }, scope) {
    const account = accountResource(scope);
    const support = `arn:${scope.account.partition}:iam::aws:policy/AWSSupportAccess`;
    const holders = [...details.RoleDetailList, ...details.GroupDetailList, ...details.UserDetailList];
    const supporters = holders.filter(({ AttachedManagedPolicies }) =>
      AttachedManagedPolicies?.some(({ PolicyArn }) => PolicyArn === support),
    );
    const evidence = { PolicyArn: support, attachedTo: supporters.map(({ Arn }) => Arn) };
    if (supporters.length > 0) yield pass(account, evidence);
    else if (holders.some(({ AttachedManagedPolicies }) => AttachedManagedPolicies === undefined))
      yield unknown(account, 'AWS did not list all attached policies');
    else yield fail(account, evidence, 'AWSSupportAccess is attached to no role, group or user.');
  },
});
