import { defineRule, fail, pass, shell } from 'postern/rule';
import { bucketOwnership } from 'postern/services/s3';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

export default defineRule({
  title: 'Bucket takes ACLs',
  type: 'Policy:S3/BucketAclInUse',
  severity: 3.0,
  scope: 'account',
  reads: { ownership: bucketOwnership },
  why: 'Every object may then be opened to others by an ACL of its own, which no list shows, and may belong to the account that wrote it.',
  remediation: {
    text: 'Set Object Ownership to BucketOwnerEnforced, which disables ACLs. Before that, move what the ACLs of the bucket and its objects grant into the bucket policy, and see that nobody writes objects with another ACL than bucket-owner-full-control: such requests fail from then on.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-migrating-acls-prerequisites.html',
  },
  gather: oneAnAccount('take ACLs'),
  check: ({ ownership }) =>
    ofBuckets(ownership, ({ Name, BucketRegion }, ObjectOwnership, resource) => {
      const evidence = { ObjectOwnership: ObjectOwnership ?? null };
      if (ObjectOwnership === 'BucketOwnerEnforced') return pass(resource, evidence);
      return fail(
        resource,
        evidence,
        ObjectOwnership === undefined
          ? `Bucket ${Name} says nothing of who owns its objects, and so takes ACLs.`
          : `Bucket ${Name} has Object Ownership ${ObjectOwnership}, and so takes ACLs.`,
        {
          commands: [
            shell`aws s3api put-bucket-ownership-controls --bucket ${Name} --ownership-controls ${'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'} --region ${BucketRegion}`,
          ],
        },
      );
    }),
});
