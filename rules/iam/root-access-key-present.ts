import { defineRule, fail, notApplicable, pass, rootUser, unknown } from 'postern/rule';
import { rootCredentials, whyNoRoot } from 'postern/services/iam';

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
  *check({ root: { AccountAccessKeysPresent } }, scope) {
    const impossible = whyNoRoot(scope.account.partition);
    const evidence = { AccountAccessKeysPresent };
    if (impossible !== undefined) yield notApplicable(impossible, rootUser(scope));
    else if (AccountAccessKeysPresent === undefined)
      yield unknown(rootUser(scope), 'AWS did not say whether root has an access key');
    else if (AccountAccessKeysPresent === 0) yield pass(rootUser(scope), evidence);
    else yield fail(rootUser(scope), evidence, 'Root has an access key.');
  },
});
