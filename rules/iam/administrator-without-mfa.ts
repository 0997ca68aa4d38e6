import { defineRule } from 'postern/rule';
import { credentialReport, policyHolders } from 'postern/services/iam';
import { mfaOf, WITHOUT_MFA } from './_administrator-with-mfa.ts';

export default defineRule({
  title: 'Administrator has no MFA',
  type: 'Policy:IAMUser/AdministratorWithoutMfa',
  severity: WITHOUT_MFA,
  scope: 'account',
  reads: { holders: policyHolders, report: credentialReport },
  why: 'One stolen password or access key of an administrator is the whole account.',
  remediation: {
    text: 'Register an MFA device for the user, and let its permissions depend on MFA. Better still, give administrator access through a role.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  },
  check: ({ holders, report }, { now }) => holders.users.flatMap((user) => mfaOf(user, report, now) ?? []),
});
