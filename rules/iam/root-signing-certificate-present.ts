import { defineRule, fail, notApplicable, pass, rootUser, unknown } from 'postern/rule';
import { rootCredentials, whyNoRoot } from 'postern/services/iam';

export default defineRule({
  title: 'Root user has a signing certificate',
  type: 'Policy:IAMUser/RootSigningCertificatePresent',
  severity: 7.0,
  scope: 'account',
  reads: { root: rootCredentials },
  why: 'Whoever holds the private key of the certificate can sign requests as root, without password or MFA.',
  remediation: {
    text: 'Sign in as root, and delete the X.509 signing certificate on the security credentials page.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html',
  },
  *check({ root: { AccountSigningCertificatesPresent } }, scope) {
    const impossible = whyNoRoot(scope.account.partition);
    const evidence = { AccountSigningCertificatesPresent };
    if (impossible !== undefined) yield notApplicable(impossible, rootUser(scope));
    else if (AccountSigningCertificatesPresent === undefined)
      yield unknown(rootUser(scope), 'AWS did not say whether root has a signing certificate');
    else if (AccountSigningCertificatesPresent === 0) yield pass(rootUser(scope), evidence);
    else yield fail(rootUser(scope), evidence, 'Root has an X.509 signing certificate.');
  },
});
