import { defineRule } from 'postern/rule';
import { rootCredentials } from 'postern/services/iam';
import { rootHasNo } from './_root-credential.ts';

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
  check: ({ root }, scope) =>
    rootHasNo(root, scope, 'AccountSigningCertificatesPresent', {
      inWords: 'an X.509 signing certificate',
      asked: 'a signing certificate',
    }),
});
