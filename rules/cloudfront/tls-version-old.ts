import { defineRule, fail, pass, unknown, type Verdict } from 'postern/rule';
import { type Distribution, distributions, type Origin } from 'postern/services/cloudfront';
import { distributionResource, nameOf, ONE_A_DISTRIBUTION, whenOff } from './_distribution.ts';

export default defineRule({
  title: 'Distribution speaks old TLS',
  type: 'Policy:CloudFront/TlsVersionOld',
  severity: 4,
  scope: 'account',
  reads: { distributions },
  why: 'TLS before 1.2 can be broken: whoever sits on the way talks both sides down to it, then reads along.',
  remediation: {
    text: 'Choose a security policy of TLSv1.2_2021 or later, and TLSv1.2 alone towards custom origins. The certificate of cloudfront.net comes with TLSv1, which nobody can change: give the distribution a name of its own with a certificate of yours.',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  },
  gather: ONE_A_DISTRIBUTION,
  *check({ distributions }) {
    for (const distribution of distributions) {
      const off = whenOff(distribution);
      if (off !== undefined) {
        yield off;
        continue;
      }
      yield judgeViewers(distribution);
      for (const origin of distribution.origins) yield* judgeOrigin(distribution, origin);
    }
  },
});

/**
 * The names of security policies begin with the oldest version that they accept: TLSv1.2_2021.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
function judgeViewers(distribution: Distribution): Verdict {
  const resource = distributionResource(distribution);
  const part = 'viewers';
  const { MinimumProtocolVersion, CloudFrontDefaultCertificate } = distribution.ViewerCertificate ?? {};
  const evidence = { MinimumProtocolVersion, CloudFrontDefaultCertificate };
  const version = oldOrNew(MinimumProtocolVersion);
  if (version === 'new') return pass(resource, evidence, { part });
  if (version === undefined)
    return unknown(resource, 'AWS did not say which versions of TLS viewers may use', { part });
  return CloudFrontDefaultCertificate === true
    ? fail(
        resource,
        evidence,
        `The distribution ${nameOf(distribution)} uses the certificate of cloudfront.net, with which CloudFront accepts ${MinimumProtocolVersion} by design.`,
        {
          part,
          exposure: 'internet',
          severity: { score: 1, reason: 'CloudFront sets it, whatever the distribution says' },
        },
      )
    : fail(
        resource,
        evidence,
        `The distribution ${nameOf(distribution)} accepts viewers with ${MinimumProtocolVersion}.`,
        { part, exposure: 'internet' },
      );
}

/** Which TLS CloudFront offers an origin; one that it asks over HTTP alone is another rule's. */
function* judgeOrigin(distribution: Distribution, { Id, DomainName, custom }: Origin): Iterable<Verdict> {
  if (custom === undefined || custom.OriginProtocolPolicy === 'http-only') return;
  const resource = distributionResource(distribution);
  const part = `origin ${Id}`;
  const { OriginSslProtocols } = custom;
  const evidence = { Origin: Id, DomainName, OriginSslProtocols };
  const versions = OriginSslProtocols?.map((version) => ({ version, is: oldOrNew(version) }));
  const old = versions?.filter(({ is }) => is === 'old').map(({ version }) => version) ?? [];
  if (old.length > 0)
    yield fail(
      resource,
      evidence,
      `The distribution ${nameOf(distribution)} may speak ${new Intl.ListFormat('en', { type: 'disjunction' }).format(old)} to its origin ${DomainName}.`,
      { part },
    );
  else if (versions === undefined || versions.length === 0 || versions.some(({ is }) => is === undefined))
    yield unknown(resource, `AWS did not say which versions of TLS CloudFront offers ${DomainName}`, {
      part,
    });
  else yield pass(resource, evidence, { part });
}

/** `TLSv1.2_2021`, `TLSv1_2016`, `SSLv3`; undefined for what is no version. */
function oldOrNew(version: string | undefined): 'old' | 'new' | undefined {
  if (version?.startsWith('SSL')) return 'old';
  const [, minor = '0'] = /^TLSv1(?:\.(\d+))?(?:_|$)/.exec(version ?? '') ?? [undefined, undefined];
  if (version === undefined || !version.startsWith('TLSv1')) return undefined;
  return Number(minor) < 2 ? 'old' : 'new';
}
