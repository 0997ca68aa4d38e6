import { defineRule, fail, pass, tagMap, unknown, wholeNumber } from 'postern/rule';
import { daysBefore, type IamRole, roleTrusts, whyProvided } from 'postern/services/iam';
import { optionalOrganizationPosition } from 'postern/services/organizations';
import { trustExposure } from './_trust-exposure.ts';

/** IAM remembers the use of a role for 400 days. https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html */
const REMEMBERED_DAYS = 400;

export default defineRule({
  title: 'Role is not in use',
  type: 'Policy:IAM/RoleUnused',
  severity: 3.0,
  scope: 'account',
  reads: { trusts: roleTrusts, position: optionalOrganizationPosition },
  options: {
    days: wholeNumber({
      description: `Days without use after which a role counts as unused. IAM remembers ${REMEMBERED_DAYS} days`,
      default: 90,
      min: 1,
      max: REMEMBERED_DAYS,
    }),
  },
  why: 'A role that nobody needs still gives whoever can assume it all that it may do, and nobody would notice.',
  remediation: {
    text: 'Delete the role once you are sure that nothing rare needs it. A role of Identity Center goes when its permission set is no longer assigned to the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  },
  *check({ trusts, position }, { now, options }) {
    const since = daysBefore(now, options.days);
    for (const trust of trusts) {
      const { role } = trust;
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
      else {
        const provided = whyProvided(trust, position.ok ? position.value : undefined);
        const exposure = trustExposure(trust.outside) ?? 'inside';
        yield fail(resource, evidence, `${role.RoleName} ${useInWords(role, now)}.`, {
          ...(trust.unread === undefined && { exposure }),
          ...(provided !== undefined && { severity: { score: 1.5, reason: provided } }),
        });
      }
    }
  },
});

function useInWords({ CreateDate, RoleLastUsed }: IamRole, now: Date): string {
  if (RoleLastUsed?.LastUsedDate !== undefined) return `was last used on ${day(RoleLastUsed.LastUsedDate)}`;
  return CreateDate !== undefined && CreateDate >= daysBefore(now, REMEMBERED_DAYS)
    ? `was never used since it was made on ${day(CreateDate)}`
    : `was not used in the ${REMEMBERED_DAYS} days that IAM remembers`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
