import { defineRule } from 'postern/rule';
import { writtenPolicies } from 'postern/services/iam';
import { allowedOnEveryResource, excessOfStatements, withoutExcess } from './_policy-allows.ts';

const SEVERITY = 6.0;

export default defineRule({
  title: 'Policy allows assuming any role',
  type: 'PrivilegeEscalation:IAM/AssumeAnyRole',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Every role that trusts this account, also roles of other accounts and roles that are made later, is open to whoever has the policy.',
  remediation: {
    text: 'Name the roles that may be assumed in Resource.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
  },
  check: ({ written }, { now }) =>
    withoutExcess(
      written.granting,
      (policy) =>
        excessOfStatements(
          allowedOnEveryResource(policy, now, 'sts:AssumeRole'),
          'sts:AssumeRole on every role',
        ),
      { now, usual: SEVERITY },
    ),
});
