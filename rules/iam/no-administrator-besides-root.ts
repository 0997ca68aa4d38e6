import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import {
  type AdministratorAccess,
  administratorAccess,
  type IamRole,
  isAssumable,
  type PolicyHolder,
  policyHolders,
  whyNoRoot,
} from 'postern/services/iam';
import { organizationInstances } from 'postern/services/identity-center';
import { isGranted } from './_administrator.ts';

export default defineRule({
  title: 'Nobody but root is an administrator',
  type: 'Policy:IAMUser/NoAdministratorBesidesRoot',
  severity: 5.0,
  scope: 'account',
  reads: { holders: policyHolders, instances: organizationInstances },
  why: 'Where only root may do everything, everyday work is done as root, with credentials that no policy limits.',
  remediation: {
    text: 'Give people administrator access through IAM Identity Center or a role, and put the root credentials away.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  },
  *check({ holders, instances }, scope) {
    const account = accountResource(scope);
    const impossible = whyNoRoot(scope.account.partition);
    if (impossible !== undefined) {
      yield notApplicable(impossible, account);
      return;
    }
    const candidates = [
      ...holders.users.map((user) => ({
        Arn: user.detail.Arn,
        access: administratorAccess(user, scope.now),
      })),
      ...holders.roles.map((role) => ({ Arn: role.detail.Arn, access: accessThrough(role, scope.now) })),
    ];
    const answers = instances.map(({ answer }) => answer);
    const evidence = {
      administrators: candidates.filter(({ access }) => isGranted(access)).map(({ Arn }) => Arn),
      Instances: answers.flatMap((answer) =>
        answer.ok ? answer.value.map(({ InstanceArn }) => InstanceArn) : [],
      ),
    };
    const unread = candidates.map(({ access }) => access).find((access) => access.granted === 'unknown');
    const failure = answers.find((answer) => !answer.ok);
    if (evidence.administrators.length > 0 || evidence.Instances.length > 0) yield pass(account, evidence);
    else if (failure !== undefined) yield unknown(account, failure.error);
    else if (unread !== undefined) yield unknown(account, unread.reason);
    else
      yield fail(
        account,
        evidence,
        'No user, no role that somebody can assume, and no Identity Center gives administrator access.',
      );
  },
});

/** A role that only AWS services can assume makes nobody an administrator. */
function accessThrough(role: PolicyHolder<IamRole>, now: Date): AdministratorAccess {
  const access = administratorAccess(role, now);
  const assumable = isAssumable(role.detail);
  if (access.granted === 'no' || assumable === true) return access;
  return assumable === undefined
    ? { granted: 'unknown', reason: `the trust policy of ${role.detail.Arn} cannot be read` }
    : { granted: 'no' };
}
