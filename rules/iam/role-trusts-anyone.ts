import { isPublic } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { roleTrusts, trustEvidence } from 'postern/services/iam';

export default defineRule({
  title: 'Role can be assumed by anyone',
  type: 'Policy:IAM/RoleTrustsAnyone',
  severity: 9.6,
  scope: 'account',
  reads: { trusts: roleTrusts },
  why: 'Whoever has any AWS account, and guesses or finds the name of the role, gets all that the role may do.',
  remediation: {
    text: 'Name the accounts, users or roles that need the role in the Principal of its trust policy, or require aws:PrincipalOrgID. An external ID is no substitute: AWS does not treat it as a secret.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  },
  *check({ trusts }) {
    for (const { role, outside, unread } of trusts) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const open = outside.filter(isPublic);
      if (open.some(({ limits }) => !limits.some(({ kind }) => kind === 'secret')))
        yield fail(
          resource,
          trustEvidence(open),
          `Anyone with an AWS account can assume ${role.RoleName}: no condition limits who.`,
          { exposure: 'internet' },
        );
      else if (open.length > 0)
        yield fail(
          resource,
          trustEvidence(open),
          `Anyone who knows the external ID can assume ${role.RoleName}, from any AWS account.`,
          {
            exposure: 'internet',
            severity: {
              score: 8,
              reason: 'an external ID is required, which AWS does not treat as a secret',
            },
          },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else yield pass(resource, trustEvidence(outside));
    }
  },
});
