import { outsiderInWords } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import {
  dataAccessOfTrusted,
  quoted,
  roleAdministration,
  roleTrustsInOrganization,
  trustEvidence,
} from 'postern/services/iam';
import { isForeign } from './_foreign.ts';

export default defineRule({
  title: 'Another company can read the data of the account',
  type: 'Policy:IAM/OutsiderReadsEverything',
  severity: 6.0,
  scope: 'account',
  reads: {
    roles: roleTrustsInOrganization,
    access: dataAccessOfTrusted,
    administration: roleAdministration,
  },
  why: 'ReadOnlyAccess and policies like it read not only settings but what is stored: every object, table and log. A theft at the other company is then a theft of your data.',
  remediation: {
    text: 'Replace ReadOnlyAccess by ViewOnlyAccess or SecurityAudit, which read settings and no data, or name the buckets and tables that the other company works with.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
  },
  *check({ roles: { trusts, organizationId, managementAccountId }, access, administration }) {
    for (const { role, outside, unread } of trusts) {
      const foreign = outside.filter(({ who }) => isForeign(who, managementAccountId) !== false);
      const [perhaps] = foreign;
      const [stranger] = foreign.filter(({ who }) => isForeign(who, managementAccountId) === true);
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const reads = access.get(role.Arn);
      const evidence = { AssumeRolePolicyDocument: trustEvidence(foreign) };
      if (perhaps === undefined) {
        if (unread !== undefined) yield unknown(resource, unread);
      } else if (reads === undefined)
        yield unknown(resource, 'AWS did not describe the policies of the role');
      else if (reads.granted === 'no') yield pass(resource, evidence);
      else if (reads.granted === 'unknown') yield unknown(resource, reads.reason);
      else if (stranger !== undefined)
        yield fail(
          resource,
          { ...evidence, reads: reads.stores, statements: quoted(reads.statements) },
          `${role.RoleName} can read all ${inWords(reads.stores)} of the account, and ${outsiderInWords(stranger.who)} can assume it.`,
          {
            exposure: 'other-account',
            ...(administration.get(role.Arn)?.granted === 'yes' && {
              severity: {
                score: 5,
                reason: 'The role has administrator access, and reading is a part of it.',
              },
              toldBy: { rule: 'iam/role-with-administrator-access' },
            }),
          },
        );
      else
        yield unknown(
          resource,
          `only the management account ${managementAccountId} and delegated administrators can tell whether ${outsiderInWords(perhaps.who)} belongs to the organization ${organizationId}`,
        );
    }
  },
});

function inWords(stores: readonly string[]): string {
  const last = stores.at(-1) ?? '';
  return stores.length > 1 ? `${stores.slice(0, -1).join(', ')} and ${last}` : last;
}
