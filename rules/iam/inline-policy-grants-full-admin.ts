import { defineRule } from 'postern/rule';
import { writtenPolicies } from 'postern/services/iam';
import { withoutFullAdmin } from './_policy-grants-full-admin.ts';

const SEVERITY = 8.0;

export default defineRule({
  title: 'Inline policy grants full administrator access',
  type: 'Policy:IAM/InlinePolicyGrantsFullAdmin',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'An inline policy is seen only by those who open its user, group or role, so administrator access that is written there is easily overlooked.',
  remediation: {
    text: 'Delete the inline policy, and attach a managed policy that names the actions and resources that are needed.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  },
  check: ({ written }, { now }) => withoutFullAdmin(written.inline, now, SEVERITY),
});
