import { outsiderInWords } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { roleTrustsInOrganization, trustEvidence } from 'postern/services/iam';
import { isForeign } from './_foreign.ts';

export default defineRule({
  title: 'Role trusts an outside account without external ID',
  type: 'Policy:IAM/RoleTrustsAccountWithoutExternalId',
  severity: 5.0,
  scope: 'account',
  reads: { roles: roleTrustsInOrganization },
  why: 'A company that works in the accounts of many customers can be told the name of your role by another of them, and then works in your account for that customer.',
  remediation: {
    text: 'Require sts:ExternalId in the trust policy, with the value that the other company made for you, or remove the trust.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  },
  *check({ roles: { trusts, organizationId, managementAccountId } }) {
    for (const { role, outside, unread } of trusts) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const foreign = outside.filter(({ who }) => isForeign(who, managementAccountId) !== false);
      const unguarded = foreign.filter(({ limits }) => !limits.some(({ kind }) => kind === 'secret'));
      const [stranger] = unguarded.filter(({ who }) => isForeign(who, managementAccountId) === true);
      const [perhaps] = unguarded;
      if (stranger !== undefined)
        yield fail(
          resource,
          trustEvidence(unguarded),
          `${role.RoleName} can be assumed from outside the ${organizationId === undefined ? 'account' : 'organization'} by ${outsiderInWords(stranger.who)}, without an external ID.`,
          { exposure: 'other-account' },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (perhaps !== undefined)
        yield unknown(
          resource,
          `only the management account ${managementAccountId} and delegated administrators can tell whether ${outsiderInWords(perhaps.who)} belongs to the organization ${organizationId}`,
        );
      else if (foreign.length > 0) yield pass(resource, trustEvidence(foreign));
    }
  },
});
