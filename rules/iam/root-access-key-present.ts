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
    text: 'Sign in as root, deactivate the access key, and delete it once nothing has missed it. Programs should use roles.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html',
  },
  check: ({ root }, scope) =>
    rootHasNo(root, scope, 'AccountAccessKeysPresent', { inWords: 'an access key' }),
});
