import { grantsFullAdministrator } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Unattached policy would grant full administrator access',
  type: 'Policy:IAM/UnattachedPolicyGrantsFullAdmin',
  severity: 3.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Whoever may attach policies needs only this one to become administrator, and its name need not warn anybody.',
  remediation: {
    text: 'Delete the policy, or narrow it to the actions and resources that are needed.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
  },
  *check({ written }) {
    for (const { resource, name, use, evidence, policies, unread } of written.managed) {
      const administrator = grantsFullAdministrator(policies);
      const [reason] = unread;
      if (use === 'grant' || use === 'boundary') continue;
      if (reason !== undefined) yield unknown(resource, reason);
      else if (administrator === undefined) yield pass(resource, evidence);
      else if (use === undefined)
        yield unknown(resource, 'AWS did not say whether anybody has the policy attached');
      else
        yield fail(
          resource,
          { ...evidence, statements: quoted(administrator.statements) },
          `The ${name} allows every action on every resource. It is attached to nobody yet.`,
        );
    }
  },
});
