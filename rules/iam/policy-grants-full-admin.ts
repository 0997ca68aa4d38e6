import { defineRule } from 'postern/rule';
import { writtenPolicies } from 'postern/services/iam';
import { withoutFullAdmin } from './_policy-grants-full-admin.ts';

const SEVERITY = 8.0;

export default defineRule({
  title: 'Customer-managed policy grants full administrator access',
  type: 'Policy:IAM/PolicyGrantsFullAdmin',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Whoever has the policy may do everything in the account, also what nobody thought of, and one stolen credential is the whole account.',
  remediation: {
    text: 'Replace the policy by one that names the actions and resources that are needed. For the few real administrators use the AWS managed policy AdministratorAccess, which everybody recognizes.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  },
  check: ({ written }, { now }) =>
    withoutFullAdmin(
      written.managed.filter(({ use }) => use === 'grant' || use === undefined),
      now,
      SEVERITY,
      ', and is attached',
    ),
});
