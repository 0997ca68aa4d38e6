import { rootCredentials } from '../../src/aws/iam.ts';
import { defineRule, fail, notApplicable, pass, rootUser, unknown } from '../../src/rule/rule.ts';

/** Partitions in which root cannot have MFA: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html */
const WITHOUT_ROOT_MFA: Readonly<Record<string, string>> = {
  'aws-cn': 'accounts in AWS China have no root user',
  'aws-us-gov': 'MFA devices cannot be registered for root in AWS GovCloud (US)',
};

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
    const impossible = WITHOUT_ROOT_MFA[scope.account.partition];
    const evidence = {
      AccountMFAEnabled: root.mfa,
      AccountPasswordPresent: root.password,
      AccountAccessKeysPresent: root.accessKey,
    };
    if (impossible !== undefined) yield notApplicable(impossible, rootUser(scope));
    else if (root.mfa === undefined) yield unknown(rootUser(scope), 'AWS did not say whether root has MFA');
    else if (root.mfa || (root.password === false && root.accessKey === false))
      yield pass(rootUser(scope), evidence);
    else if (root.password || root.accessKey)
      yield fail(
        rootUser(scope),
        evidence,
        `Root can be used with ${root.password ? 'its password' : 'its access key'} alone.`,
      );
    else yield unknown(rootUser(scope), 'AWS did not say whether root has a password');
  },
});
