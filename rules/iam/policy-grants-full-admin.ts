import { grantsFullAdministrator } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Customer-managed policy grants full administrator access',
  type: 'Policy:IAM/PolicyGrantsFullAdmin',
  severity: 8.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Whoever has the policy may do everything in the account, also what nobody thought of, and one stolen credential is the whole account.',
  remediation: {
    text: 'Replace the policy by one that names the actions and resources that are needed. For the few real administrators use the AWS managed policy AdministratorAccess, which everybody recognizes.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  },
  *check({ written }) {
    for (const { resource, name, use, evidence, policies, unread } of written.managed) {
      const administrator = grantsFullAdministrator(policies);
      const [reason] = unread;
      if (use === 'none' || use === 'boundary') continue;
      if (reason !== undefined) yield unknown(resource, reason);
      else if (administrator === undefined) yield pass(resource, evidence);
      else if (use === undefined)
        yield unknown(resource, 'AWS did not say whether anybody has the policy attached');
      else
        yield fail(
          resource,
          { ...evidence, statements: quoted(administrator.statements) },
          `The ${name} allows every action on every resource, and is attached.`,
        );
    }
  },
});
