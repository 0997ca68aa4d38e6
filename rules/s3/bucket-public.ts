import { defineRule } from 'postern/rule';
import { bucketAccess, bucketOpenToAnyone } from 'postern/services/s3';
import { judgeBucket } from './_access.ts';
import { NO_BUCKET } from './_bucket.ts';

const DETAILS = {
  exposure: 'internet',
  deputy: {
    type: 'Policy:S3/BucketOpenToConfusedDeputy',
    title: 'Bucket lets an AWS service in for any of its customers',
  },
} as const;

export default defineRule({
  title: 'Bucket is public',
  type: 'Exposure:S3/BucketPublic',
  severity: 9.2,
  scope: 'account',
  reads: { access: bucketAccess },
  why: 'Whoever knows or guesses the name of the bucket gets what the sentence says, and bots guess names without pause: what is read is gone, and what may be written serves the next attack.',
  remediation: {
    text: 'Turn on block public access, for the account or the bucket: it takes effect whatever policy and ACL say, and shuts out the accounts that a public policy names as well. Then take the statement out of the policy, or disable ACLs. A website is served through CloudFront with origin access control from a bucket that nobody else reaches. Where a service of AWS gets in for any of its customers, add aws:SourceAccount or aws:SourceArn to its statement.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  *check({ access }) {
    if (access.length === 0) yield NO_BUCKET;
    for (const one of access) yield judgeBucket(one.bucket, bucketOpenToAnyone(one), DETAILS);
  },
});
