import { defineRule, fail, pass, unknown } from 'postern/rule';
import { bucketNamedBy, distributions } from 'postern/services/cloudfront';
import { bucketsBehindDistributions } from 'postern/services/s3';
import { distributionResource, nameOf, ONE_A_DISTRIBUTION, whenOff } from './_distribution.ts';

export default defineRule({
  title: 'Distribution reads a bucket that does not exist',
  type: 'Exposure:CloudFront/OriginBucketMissing',
  severity: 7,
  scope: 'account',
  reads: { distributions, buckets: bucketsBehindDistributions },
  why: 'Names of buckets belong to whoever takes them first: who creates the bucket serves your site under your name.',
  remediation: {
    text: 'Take the origin out of the distribution, or create the bucket again before somebody else does.',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html',
  },
  gather: ONE_A_DISTRIBUTION,
  *check({ distributions, buckets }) {
    const answers = new Map(buckets.map(({ item, answer }) => [item, answer]));
    for (const distribution of distributions) {
      const off = whenOff(distribution);
      if (off !== undefined) {
        yield off;
        continue;
      }
      const resource = distributionResource(distribution);
      for (const { Id, DomainName } of distribution.origins) {
        const bucket = bucketNamedBy(DomainName);
        if (bucket === undefined) continue;
        const part = `origin ${Id}`;
        const answer = answers.get(bucket);
        if (answer === undefined) yield unknown(resource, `whether ${bucket} exists was not read`, { part });
        else if (!answer.ok) yield unknown(resource, answer.error, { part });
        else {
          const evidence = { Origin: Id, DomainName, bucket, is: answer.value };
          if (answer.value === 'missing')
            yield fail(
              resource,
              evidence,
              `The distribution ${nameOf(distribution)} reads the bucket ${bucket}, which does not exist: whoever creates it serves the site.`,
              { part, exposure: 'internet' },
            );
          else yield pass(resource, evidence, { part });
        }
      }
    }
  },
});
