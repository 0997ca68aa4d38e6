import { defineRule, fail, pass, unknown } from 'postern/rule';
import { serverCertificates } from 'postern/services/iam';

export default defineRule({
  title: 'Stored server certificate has expired',
  type: 'Policy:IAM/ServerCertificateExpired',
  severity: 4.0,
  scope: 'account',
  reads: { certificates: serverCertificates },
  why: 'An expired certificate breaks every site that still serves it, and teaches people to click warnings away.',
  remediation: {
    text: 'See that nothing uses the certificate, then delete it. Certificates from AWS Certificate Manager renew themselves.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html',
  },
  *check({ certificates }, { now }) {
    for (const { Arn, ServerCertificateName, Expiration } of certificates) {
      const certificate = { type: 'AwsIamServerCertificate', id: Arn ?? ServerCertificateName ?? 'unnamed' };
      const evidence = { ServerCertificateName, Expiration: Expiration?.toISOString() };
      if (Expiration === undefined)
        yield unknown(certificate, 'AWS did not say when the certificate expires');
      else if (Expiration > now) yield pass(certificate, evidence);
      else
        yield fail(
          certificate,
          evidence,
          `The server certificate ${ServerCertificateName} expired on ${Expiration.toISOString().slice(0, 10)}.`,
        );
    }
  },
});
