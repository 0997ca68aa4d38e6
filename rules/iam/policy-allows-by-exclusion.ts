import { allowsByExclusion } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, UNATTACHED, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Policy allows all but a list',
  type: 'Policy:IAM/PolicyAllowsByExclusion',
  severity: 4.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Allow with NotAction or NotResource also allows what AWS adds later, and what the author of the list forgot.',
  remediation: {
    text: 'Name what is allowed with Action and Resource. To forbid something, add a statement with Effect Deny.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  },
  *check({ written }) {
    for (const { resource, which, name, use, evidence, policies, unread } of written.granting) {
      const grants = allowsByExclusion(policies);
      const [reason] = unread;
      if (reason !== undefined) yield unknown(resource, reason, which);
      else if (grants.length === 0) yield pass(resource, evidence, which);
      else
        yield fail(
          resource,
          { ...evidence, statements: quoted(grants) },
          `The ${name} allows everything but the listed ${grants.some(({ statement }) => statement.action.negated) ? 'actions' : 'resources'}.`,
          { ...which, ...(use === 'none' && UNATTACHED) },
        );
    }
  },
});
