import { authorizationDetails } from '../../src/aws/authorization-details.ts';
import { daysBefore } from '../../src/aws/credential-report.ts';
import { isServiceLinked } from '../../src/aws/role-trust.ts';
import { defineRule, fail, pass, tagMap, unknown, wholeNumber } from '../../src/rule/rule.ts';

export default defineRule({
  title: 'Role is not in use',
  type: 'Policy:IAM/RoleUnused',
  severity: 3.0,
  scope: 'account',
  reads: { details: authorizationDetails },
  options: {
    days: wholeNumber({
      description: 'Days without use after which a role counts as unused. IAM remembers 400 days',
      default: 90,
      min: 1,
      max: 400,
    }),
  },
  why: 'A role that nobody needs still gives whoever can assume it all that it may do, and nobody would notice.',
  remediation: {
    text: 'Delete the role once you are sure that nothing rare needs it. A role of Identity Center goes when its permission set is no longer assigned to the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  },
  *check({ details }, { now, options }) {
    const since = daysBefore(now, options.days);
    for (const role of details.RoleDetailList) {
      if (isServiceLinked(role)) continue;
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const { CreateDate, RoleLastUsed } = role;
      const lastUsed = RoleLastUsed?.LastUsedDate;
      const evidence = { CreateDate, RoleLastUsed };
      if (lastUsed !== undefined && lastUsed >= since) yield pass(resource, evidence);
      else if (CreateDate !== undefined && CreateDate >= since) yield pass(resource, evidence);
      else if (RoleLastUsed === undefined)
        yield unknown(resource, 'AWS did not say when the role was last used');
      else if (lastUsed === undefined && CreateDate === undefined)
        yield unknown(resource, 'AWS did not say when the role was made');
      else
        yield fail(
          resource,
          evidence,
          lastUsed === undefined
            ? `${role.RoleName} was never used in the 400 days that IAM remembers.`
            : `${role.RoleName} was last used on ${lastUsed.toISOString().slice(0, 10)}.`,
        );
    }
  },
});
