import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { serviceControlPolicies } from 'postern/services/organizations';

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
  *check({ policies }) {
    if (policies === undefined)
      yield notApplicable('service control policies are off: organizations/scp-disabled reports it');
    for (const { item, answer: targets } of policies ?? []) {
      const { Id, Arn, Name, AwsManaged } = item;
      const resource = { type: 'AwsOrganizationsPolicy', id: Arn };
      if (AwsManaged === true) continue;
      if (!targets.ok) yield unknown(resource, targets.error);
      else if (targets.value.length > 0)
        yield pass(resource, { Id, Name, Targets: targets.value.map(({ TargetId }) => TargetId) });
      else
        yield fail(
          resource,
          { Id, Name, Targets: [] },
          `The policy ${Name ?? Id} is attached to no root, OU or account.`,
        );
    }
  },
});
