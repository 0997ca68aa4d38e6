import { defineRule, fail, pass, unknown } from 'postern/rule';
import { serviceControlPolicies } from 'postern/services/organizations';
import { whereEnabled } from './_service-control-policies.ts';

export default defineRule({
  title: 'Service control policy is attached to nothing',
  type: 'Policy:Organizations/ScpUnattached',
  severity: 1,
  scope: 'organization',
  reads: { policies: serviceControlPolicies },
  why: 'A guardrail that somebody wrote and nobody attached protects nothing, and looks in a review as if it did.',
  remediation: {
    text: 'Attach the policy to the root, an OU or an account, or delete it.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  check: ({ policies }) =>
    whereEnabled(
      policies?.filter(({ item }) => item.AwsManaged !== true),
      ({ item: { Id, Arn, Name }, answer: targets }) => {
        const resource = { type: 'AwsOrganizationsPolicy', id: Arn };
        if (!targets.ok) return unknown(resource, targets.error);
        if (targets.value.length > 0)
          return pass(resource, { Id, Name, Targets: targets.value.map(({ TargetId }) => TargetId) });
        return fail(
          resource,
          { Id, Name, Targets: [] },
          `The policy ${Name ?? Id} is attached to no root, OU or account.`,
        );
      },
    ),
});
