import { grantsFullAdministrator } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Inline policy grants full administrator access',
  type: 'Policy:IAM/InlinePolicyGrantsFullAdmin',
  severity: 8.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'An inline policy is seen only by those who open its user, group or role, so administrator access that is written there is easily overlooked.',
  remediation: {
    text: 'Delete the inline policy, and attach a managed policy that names the actions and resources that are needed.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  },
  *check({ written }) {
    for (const { resource, which, name, evidence, policies, unread } of written.inline) {
      const administrator = grantsFullAdministrator(policies);
      const [reason] = unread;
      if (reason !== undefined) yield unknown(resource, reason, which);
      else if (administrator === undefined) yield pass(resource, evidence, which);
      else
        yield fail(
          resource,
          { ...evidence, statements: quoted(administrator.statements) },
          `The ${name} allows every action on every resource.`,
          which,
        );
    }
  },
});
