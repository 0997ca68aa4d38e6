import { defineRule, fail, notApplicable, pass, rootUser, unknown } from 'postern/rule';
import { rootCanSignIn, rootCredentials, virtualMfaDevices, whyNoRootMfa } from 'postern/services/iam';

export default defineRule({
  title: 'Root user has no hardware MFA',
  type: 'Policy:IAMUser/RootWithoutHardwareMfa',
  severity: 6.0,
  scope: 'account',
  reads: { root: rootCredentials, virtualDevices: virtualMfaDevices },
  why: 'The seed of a virtual MFA device can be copied, and its codes can be phished; a security key or passkey stops both.',
  remediation: {
    text: 'Sign in as root, register a security key or a hardware token, then remove the virtual MFA devices. In an organization, rather remove the root credentials of member accounts through central root access.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
  },
  *check({ root, virtualDevices }, scope) {
    const resource = rootUser(scope);
    const impossible = whyNoRootMfa(scope.account.partition);
    if (impossible !== undefined) {
      yield notApplicable(impossible, resource);
      return;
    }
    const { AccountMFAEnabled, AccountPasswordPresent, AccountAccessKeysPresent } = root;
    const ofRoot = virtualDevices.filter(
      ({ User, SerialNumber }) =>
        User?.Arn === resource.id || SerialNumber?.endsWith(':mfa/root-account-mfa-device'),
    );
    const evidence = {
      AccountMFAEnabled,
      AccountPasswordPresent,
      AccountAccessKeysPresent,
      VirtualMFADevices: ofRoot.map(({ SerialNumber }) => SerialNumber),
    };
    const usable = rootCanSignIn(root);
    if (usable === false) yield pass(resource, evidence);
    else if (usable === undefined) yield unknown(resource, 'AWS did not say whether root has a password');
    else if (ofRoot.length > 0) yield fail(resource, evidence, 'Root can be used with a virtual MFA device.');
    else if (AccountMFAEnabled === undefined) yield unknown(resource, 'AWS did not say whether root has MFA');
    else if (AccountMFAEnabled === 0)
      yield fail(resource, evidence, 'Root has no MFA device at all.', {
        toldBy: { rule: 'iam/root-without-mfa' },
      });
    else if (virtualDevices.some(({ User }) => User?.Arn === undefined))
      yield unknown(resource, 'AWS did not say whose a virtual MFA device is');
    else yield pass(resource, evidence);
  },
});
