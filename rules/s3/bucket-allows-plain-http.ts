import { allowedOverPlainHttp, bucketUses } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { bucketPolicies } from 'postern/services/s3';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

const OR = new Intl.ListFormat('en', { type: 'disjunction' });

export default defineRule({
  title: 'Bucket allows plain HTTP',
  type: 'Policy:S3/BucketAllowsPlainHttp',
  severity: 4.0,
  scope: 'account',
  reads: { policies: bucketPolicies },
  why: 'S3 answers over HTTP as well as over HTTPS: a client that is told the wrong address sends and receives objects that everybody on the way can read, and a presigned address that everybody on the way can use.',
  remediation: {
    text: 'Add a statement to the bucket policy that denies every principal s3:* on the bucket and its objects where aws:SecureTransport is false. A resource control policy that says so for the whole organization does the same; this rule does not read those.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  },
  gather: oneAnAccount('allow plain HTTP'),
  check: ({ policies }) =>
    ofBuckets(policies, ({ Name, arn }, text, resource) => {
      const answer = allowedOverPlainHttp(text, bucketUses(arn));
      if (!answer.ok) return unknown(resource, answer.reason);
      const evidence = { allowedOverPlainHttp: answer.open.map(({ does }) => does) };
      if (answer.open.length === 0) return pass(resource, evidence);
      const uses = OR.format(evidence.allowedOverPlainHttp);
      return fail(
        resource,
        evidence,
        text === undefined
          ? `Bucket ${Name} has no policy that denies requests over plain HTTP.`
          : `The policy of bucket ${Name} does not deny everybody to ${uses} over plain HTTP.`,
      );
    }),
});
