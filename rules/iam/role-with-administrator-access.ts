import { isSamlProvider, outsiderInWords } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { type RoleTrust, roleAdministration, roleTrusts, trustEvidence } from 'postern/services/iam';
import { grantEvidence, severityOf, toWhich } from './_administrator.ts';

const SEVERITY = 5.0;

export default defineRule({
  title: 'Administrator role is open to a service or another account',
  type: 'Policy:IAM/RoleWithAdministratorAccess',
  severity: SEVERITY,
  scope: 'account',
  reads: { trusts: roleTrusts, administration: roleAdministration },
  why: 'Whoever controls what the service runs, or the other account, controls this one. Hardly any workload needs all of AWS.',
  remediation: {
    text: 'Replace the administrator policies of the role by what its workload uses, which IAM Access Analyzer can draft from CloudTrail.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  },
  *check({ trusts, administration }) {
    for (const { role, outside, unread } of trusts) {
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
      else if (first !== undefined)
        yield fail(
          resource,
          { ...evidence, ...grantEvidence(access) },
          `${role.RoleName} has administrator access${toWhich(access, 'in')}, and ${outsiderInWords(first.who)} can assume it.`,
          severityOf(access, SEVERITY),
        );
    }
  },
});

/** Through a SAML provider, such as Identity Center, people sign in to the account; all others are no people, or strangers. */
function isNoPerson({ who }: RoleTrust['outside'][number]): boolean {
  return who.kind !== 'federated' || !isSamlProvider(who.provider);
}
