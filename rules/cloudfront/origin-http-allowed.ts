import { defineRule, fail, notApplicable, pass, unknown, type Verdict } from 'postern/rule';
import {
  type Distribution,
  distributions,
  isWebsiteEndpoint,
  type Origin,
} from 'postern/services/cloudfront';
import { distributionResource, nameOf, ONE_A_DISTRIBUTION, whenOff } from './_distribution.ts';

export default defineRule({
  title: 'Distribution asks its origin over plain HTTP',
  type: 'Policy:CloudFront/OriginHttpAllowed',
  severity: 4,
  scope: 'account',
  reads: { distributions },
  why: 'Viewers see a lock, while between CloudFront and the origin everybody on the way reads and changes what passes.',
  remediation: {
    text: 'Set the origin protocol policy to HTTPS only, once the origin has a certificate that CloudFront trusts. A website endpoint of S3 speaks HTTP alone: use the REST endpoint of the bucket with origin access control.',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  },
  gather: ONE_A_DISTRIBUTION,
  *check({ distributions }) {
    for (const distribution of distributions) {
      const off = whenOff(distribution);
      if (off !== undefined) yield off;
      else for (const origin of distribution.origins) yield judge(distribution, origin);
    }
  },
});

function judge(distribution: Distribution, { Id, DomainName, custom, VpcOriginConfig }: Origin): Verdict {
  const resource = distributionResource(distribution);
  const part = `origin ${Id}`;
  if (custom === undefined)
    return notApplicable(
      VpcOriginConfig === undefined
        ? `${DomainName} is a bucket, which CloudFront asks over HTTPS where its viewers come that way`
        : `${DomainName} is in a VPC: what CloudFront asks it does not cross the internet`,
      resource,
    );
  const { OriginProtocolPolicy } = custom;
  const asking = distribution.behaviours.filter(
    ({ origins, ViewerProtocolPolicy }) => origins.includes(Id) && ViewerProtocolPolicy === 'allow-all',
  );
  const evidence = {
    Origin: Id,
    DomainName,
    OriginProtocolPolicy,
    ...(OriginProtocolPolicy === 'match-viewer'
      ? { behavioursWithHttp: asking.map(({ PathPattern }) => PathPattern) }
      : {}),
  };
  switch (OriginProtocolPolicy) {
    case 'https-only':
      return pass(resource, evidence, { part });
    case 'http-only':
      return fail(
        resource,
        evidence,
        isWebsiteEndpoint(DomainName)
          ? `The distribution ${nameOf(distribution)} asks the website endpoint ${DomainName} over plain HTTP, the only way it can be asked.`
          : `The distribution ${nameOf(distribution)} asks its origin ${DomainName} over plain HTTP.`,
        { part },
      );
    case 'match-viewer':
      return asking.length === 0
        ? pass(resource, evidence, { part })
        : fail(
            resource,
            evidence,
            `The distribution ${nameOf(distribution)} asks its origin ${DomainName} over plain HTTP where viewers come over it.`,
            { part, toldBy: { rule: 'cloudfront/viewer-http-allowed' } },
          );
    default:
      return unknown(resource, `AWS did not say how CloudFront asks ${DomainName}`, { part });
  }
}
