import { defineRule } from 'postern/rule';
import { writtenPolicies } from 'postern/services/iam';
import { allowedOnEveryResource, excessOfStatements, withoutExcess } from './_policy-allows.ts';

const SEVERITY = 4.0;

export default defineRule({
  title: 'Policy allows passing any role to any service',
  type: 'PrivilegeEscalation:IAM/PassAnyRole',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Who may pass any role to a service can start code that runs with the strongest role of the account.',
  remediation: {
    text: 'Name the roles in Resource, and the services that may get them in an iam:PassedToService condition.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  check: ({ written }, { now }) =>
    withoutExcess(
      written.granting,
      (policy) =>
        excessOfStatements(
          allowedOnEveryResource(policy, now, 'iam:PassRole', { narrowedBy: 'iam:passedtoservice' }),
          'iam:PassRole on every role, to any service',
        ),
      { now, usual: SEVERITY },
    ),
});
