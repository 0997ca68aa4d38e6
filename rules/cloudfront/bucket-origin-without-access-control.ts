import { defineRule, fail, notApplicable, pass, unknown, type Verdict } from 'postern/rule';
import {
  bucketOf,
  type Distribution,
  distributions,
  isWebsiteEndpoint,
  type Origin,
  optionalSigningBehaviours,
} from 'postern/services/cloudfront';
import { distributionResource, nameOf, ONE_A_DISTRIBUTION, whenOff } from './_distribution.ts';

export default defineRule({
  title: 'Distribution reads a bucket as anybody would',
  type: 'Policy:CloudFront/BucketOriginWithoutAccessControl',
  severity: 4,
  scope: 'account',
  reads: { distributions, signing: optionalSigningBehaviours },
  why: 'CloudFront then reads the bucket without a name, so the bucket has to be open to everybody: they pass by CloudFront, its web ACL and its log.',
  remediation: {
    text: 'Give the origin an origin access control that signs every request, let the bucket policy admit the distribution alone, and block public access to the bucket.',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  },
  gather: ONE_A_DISTRIBUTION,
  *check({ distributions, signing }) {
    for (const distribution of distributions) {
      const off = whenOff(distribution);
      if (off !== undefined) yield off;
      else for (const origin of distribution.origins) yield* judge(distribution, origin, signing);
    }
  },
});

/**
 * `never` "turns off origin access control for all origins in all distributions that use this origin access control":
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
 */
const SIGNS: ReadonlySet<string | undefined> = new Set(['always', 'no-override', 'always-amz-auth']);

function* judge(
  distribution: Distribution,
  origin: Origin,
  signing: Awaited<ReturnType<typeof optionalSigningBehaviours>>,
): Iterable<Verdict> {
  const { Id, DomainName, S3OriginConfig, OriginAccessControlId = '' } = origin;
  const resource = distributionResource(distribution);
  const part = `origin ${Id}`;
  if (isWebsiteEndpoint(DomainName)) {
    yield notApplicable(
      `${DomainName} is a website endpoint of S3, which takes no origin access control: the bucket has to be open`,
      resource,
    );
    return;
  }
  if (S3OriginConfig === undefined && bucketOf(DomainName) === undefined) return;
  const OriginAccessIdentity = S3OriginConfig?.OriginAccessIdentity ?? '';
  const evidence = { Origin: Id, DomainName, OriginAccessControlId, OriginAccessIdentity };
  if (OriginAccessIdentity !== '') yield pass(resource, evidence, { part });
  else if (OriginAccessControlId === '')
    yield fail(
      resource,
      evidence,
      `The distribution ${nameOf(distribution)} reads ${DomainName} with neither origin access control nor an origin access identity.`,
      { part },
    );
  else if (!signing.ok) yield unknown(resource, signing.error, { part });
  else {
    const SigningBehavior = signing.value.get(OriginAccessControlId);
    if (SIGNS.has(SigningBehavior)) yield pass(resource, { ...evidence, SigningBehavior }, { part });
    else if (SigningBehavior === 'never')
      yield fail(
        resource,
        { ...evidence, SigningBehavior },
        `The distribution ${nameOf(distribution)} reads ${DomainName} unsigned: its origin access control ${OriginAccessControlId} signs no request.`,
        { part },
      );
    else yield unknown(resource, `AWS did not say which requests ${OriginAccessControlId} signs`, { part });
  }
}
