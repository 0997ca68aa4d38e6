import { isSamlProvider, outsiderInWords } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import {
  policyHolders,
  type RoleTrust,
  roleAdministration,
  roleTrusts,
  trustEvidence,
  whyProvided,
} from 'postern/services/iam';
import { optionalOrganizationPosition } from 'postern/services/organizations';
import { grantEvidence, severityOf, toWhich } from './_administrator.ts';
import { inlineTellers } from './_inline-tellers.ts';
import { trustExposure } from './_trust-exposure.ts';

const SEVERITY = 5.0;

/** How grave the roles are by which an organization, or the CDK, works. */
const PROVIDED = 1.5;

export default defineRule({
  title: 'Administrator role is open to a service or another account',
  type: 'Policy:IAM/RoleWithAdministratorAccess',
  severity: SEVERITY,
  scope: 'account',
  reads: {
    trusts: roleTrusts,
    administration: roleAdministration,
    holders: policyHolders,
    position: optionalOrganizationPosition,
  },
  why: 'Whoever controls what the service runs, or the other account, controls this one. Hardly any workload needs all of AWS.',
  remediation: {
    text: 'Give the role of a workload what it uses, which IAM Access Analyzer can draft from CloudTrail, in place of the administrator policies. A role by which your organization works in the account, such as OrganizationAccountAccessRole or AWSControlTowerExecution, needs them: let only those who have to assume it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  },
  *check({ trusts, administration, holders, position }) {
    const inlineOf = new Map(holders.roles.map((holder) => [holder.detail.Arn, holder]));
    for (const trust of trusts) {
      const { role, outside, unread } = trust;
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const open = outside.filter(isNoPerson);
      const [first] = open;
      const access = administration.get(role.Arn);
      const evidence = { AssumeRolePolicyDocument: trustEvidence(open) };
      if (first === undefined && unread === undefined) continue;
      if (access?.granted === 'no') yield pass(resource, evidence);
      else if (unread !== undefined && first === undefined) yield unknown(resource, unread);
      else if (access === undefined) yield unknown(resource, 'AWS did not describe the policies of the role');
      else if (access.granted === 'unknown') yield unknown(resource, access.reason);
      else if (first !== undefined) {
        const provided = whyProvided(trust, position.ok ? position.value : undefined);
        const exposure = trustExposure(open);
        const holder = inlineOf.get(role.Arn);
        // For whom the role is open is a fault of its own, unless it is for services: those are what it is made for.
        const isForServices = open.every(({ who }) => who.kind === 'service');
        yield fail(
          resource,
          { ...evidence, ...grantEvidence(access) },
          `${role.RoleName} has administrator access${toWhich(access, 'in')}, and ${whoIn(first)} can assume it.`,
          {
            ...(exposure && { exposure }),
            ...(isForServices && holder && { toldBy: inlineTellers(holder, access) }),
            ...severityOf(access, SEVERITY),
            ...(provided !== undefined && { severity: { score: PROVIDED, reason: provided } }),
          },
        );
      }
    }
  },
});

/** `anyone whose request meets its condition on aws:SourceIp`: an address or a secret may keep most of them out. */
function whoIn({ who, limits }: RoleTrust['outside'][number]): string {
  const keys = [...new Set(limits.map(({ condition }) => condition.keyText))];
  return who.kind === 'anyone' && keys.length > 0
    ? `anyone whose request meets its condition on ${keys.join(' and ')}`
    : outsiderInWords(who);
}

/** Through a SAML provider, such as Identity Center, people sign in to the account; all others are no people, or strangers. */
function isNoPerson({ who }: RoleTrust['outside'][number]): boolean {
  return who.kind !== 'federated' || !isSamlProvider(who.provider);
}
