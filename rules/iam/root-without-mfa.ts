import { defineRule, fail, notApplicable, pass, rootUser, unknown } from 'postern/rule';
import { rootCanSignIn, rootCredentials, whyNoRootMfa } from 'postern/services/iam';

export default defineRule({
  title: 'Root user has no MFA',
  type: 'Policy:IAMUser/RootWithoutMfa',
  severity: 9.5,
  scope: 'account',
  reads: { root: rootCredentials },
  why: 'No IAM policy of the account limits root, so whoever gets its password or access key has everything.',
  remediation: {
    text: 'Sign in as root and register a passkey, a security key or an authenticator app. In an organization, rather remove the root credentials of member accounts through central root access.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
  },
  *check({ root }, scope) {
    const { AccountMFAEnabled, AccountPasswordPresent, AccountAccessKeysPresent } = root;
    const evidence = { AccountMFAEnabled, AccountPasswordPresent, AccountAccessKeysPresent };
    const impossible = whyNoRootMfa(scope.account.partition);
    const usable = rootCanSignIn(root);
    if (impossible !== undefined) yield notApplicable(impossible, rootUser(scope));
    else if (usable === false) yield pass(rootUser(scope), evidence);
    else if (AccountMFAEnabled === undefined)
      yield unknown(rootUser(scope), 'AWS did not say whether root has MFA');
    else if (AccountMFAEnabled > 0) yield pass(rootUser(scope), evidence);
    else if (usable === undefined)
      yield unknown(rootUser(scope), 'AWS did not say whether root has a password');
    else
      yield fail(
        rootUser(scope),
        evidence,
        `Root can be used with ${AccountPasswordPresent ? 'its password' : 'its access key'} alone.`,
      );
  },
});
