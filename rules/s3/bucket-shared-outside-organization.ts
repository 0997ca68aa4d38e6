import { defineRule } from 'postern/rule';
import { bucketAccessInOrganization, bucketOpenToOutsideAccounts } from 'postern/services/s3';
import { judgeBucket } from './_access.ts';
import { NO_BUCKET } from './_bucket.ts';

export default defineRule({
  title: 'Bucket is shared outside the organization',
  type: 'Policy:S3/BucketSharedOutsideOrganization',
  severity: 6.0,
  scope: 'account',
  reads: { access: bucketAccessInOrganization },
  why: 'Whoever holds credentials of that account gets at the bucket, and how well they are kept is not in your hands.',
  remediation: {
    text: 'Take the statement out of the policy, or the grant out of the ACL, unless the account is a partner that you know. For one, name the role and the actions that it needs; for accounts of your own, bind the statement to aws:PrincipalOrgID.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html',
  },
  *check({ access: { buckets, inOrganization } }) {
    if (buckets.length === 0) yield NO_BUCKET;
    for (const one of buckets)
      yield judgeBucket(one.bucket, bucketOpenToOutsideAccounts(one, inOrganization), {
        exposure: 'other-account',
      });
  },
});
