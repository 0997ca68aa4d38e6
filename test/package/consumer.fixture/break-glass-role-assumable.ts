import { someOf } from 'postern/network';
import { literal, matches, wildcard } from 'postern/policy';
import { defineRule, fail, pass, shell, tagMap, unknown, wholeNumber } from 'postern/rule';
import { authorizationDetails, daysBefore, type IamRole, isAssumable } from 'postern/services/iam';

const BREAK_GLASS = wildcard('break-glass-*');

export default defineRule({
  title: 'Break-glass role was used lately and can still be assumed',
  type: 'Policy:IAMRole/BreakGlassAssumable',
  severity: 8,
  scope: 'account',
  reads: { details: authorizationDetails },
  options: {
    days: wholeNumber({ description: 'Days after which use is forgiven.', default: 30, min: 1, max: 365 }),
  },
  why: 'A door for emergencies is shut again when the emergency is over.',
  remediation: {
    text: 'Take the principals out of the trust policy of the role.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  },
  *check({ details }, { now, options }) {
    for (const role of details.RoleDetailList) {
      if (matches(BREAK_GLASS, literal(role.RoleName)) !== true) continue;
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const evidence = { RoleLastUsed: role.RoleLastUsed };
      const assumable = isAssumable(role);
      if (assumable === undefined) yield unknown(resource, 'AWS did not send its trust policy');
      else if (!assumable || !usedSince(role, daysBefore(now, options.days))) yield pass(resource, evidence);
      else
        yield fail(resource, evidence, `Used ${someOf(placesOfUse(role))}.`, {
          commands: [shell`aws iam get-role --role-name ${role.RoleName}`],
        });
    }
  },
});

function usedSince({ RoleLastUsed }: IamRole, moment: Date): boolean {
  return RoleLastUsed?.LastUsedDate !== undefined && RoleLastUsed.LastUsedDate >= moment;
}

function placesOfUse({ RoleLastUsed }: IamRole): string[] {
  return RoleLastUsed?.Region === undefined ? ['somewhere'] : [`in ${RoleLastUsed.Region}`];
}
