import { defineRule } from 'postern/rule';
import { writtenPolicies } from 'postern/services/iam';
import { withoutFullAdmin } from './_policy-grants-full-admin.ts';

const SEVERITY = 3.0;

export default defineRule({
  title: 'Unattached policy would grant full administrator access',
  type: 'Policy:IAM/UnattachedPolicyGrantsFullAdmin',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Whoever may attach policies needs only this one to become administrator, and its name need not warn anybody.',
  remediation: {
    text: 'Delete the policy, or narrow it to the actions and resources that are needed.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
  },
  check: ({ written }, { now }) =>
    withoutFullAdmin(
      written.managed.filter(({ use }) => use === 'none' || use === undefined),
      now,
      SEVERITY,
      '. It is attached to nobody yet',
    ),
});
