import { defineRule } from 'postern/rule';
import { rootCredentials } from 'postern/services/iam';
import { rootHasNo } from './_root-credential.ts';

export default defineRule({
  title: 'Root user has an access key',
  type: 'Policy:IAMUser/RootAccessKeyPresent',
  severity: 9.8,
  scope: 'account',
  reads: { root: rootCredentials },
  why: 'An access key of root gives everything in the account to whoever finds it, without a password, and no IAM policy can limit it.',
  remediation: {
    text: 'Deactivate the access key, and delete it once nothing has missed it: signed in as root; for a member account of an organization through the central root access of the organization; in AWS GovCloud (US), where root cannot sign in to the console, with calls that the key itself signs. Programs should use roles.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html',
  },
  check: ({ root }, scope) =>
    rootHasNo(root, scope, 'AccountAccessKeysPresent', { inWords: 'an access key' }),
});
