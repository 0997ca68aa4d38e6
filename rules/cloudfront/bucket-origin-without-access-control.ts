import { defineRule, fail, notApplicable, pass, type Verdict } from 'postern/rule';
import {
  bucketOf,
  type Distribution,
  distributions,
  isWebsiteEndpoint,
  type Origin,
} from 'postern/services/cloudfront';
import { distributionResource, nameOf, ONE_A_DISTRIBUTION, whenOff } from './_distribution.ts';

export default defineRule({
  title: 'Distribution reads a bucket as anybody would',
  type: 'Policy:CloudFront/BucketOriginWithoutAccessControl',
  severity: 4,
  scope: 'account',
  reads: { distributions },
  why: 'CloudFront then reads the bucket without a name, so the bucket has to be open to everybody: they pass by CloudFront, its web ACL and its log.',
  remediation: {
    text: 'Give the origin an origin access control, let the bucket policy admit the distribution alone, and block public access to the bucket.',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  },
  gather: ONE_A_DISTRIBUTION,
  *check({ distributions }) {
    for (const distribution of distributions) {
      const off = whenOff(distribution);
      if (off !== undefined) yield off;
      else for (const origin of distribution.origins) yield* judge(distribution, origin);
    }
  },
});

function* judge(distribution: Distribution, origin: Origin): Iterable<Verdict> {
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
  if (OriginAccessControlId !== '' || OriginAccessIdentity !== '') yield pass(resource, evidence, { part });
  else
    yield fail(
      resource,
      evidence,
      `The distribution ${nameOf(distribution)} reads ${DomainName} with neither origin access control nor an origin access identity.`,
      { part },
    );
}
