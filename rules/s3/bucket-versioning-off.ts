import { defineRule, fail, pass, shell } from 'postern/rule';
import { bucketVersioning } from 'postern/services/s3';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

export default defineRule({
  title: 'Bucket has versioning off',
  type: 'Policy:S3/BucketVersioningOff',
  severity: 2.0,
  scope: 'account',
  reads: { versioning: bucketVersioning },
  why: 'What is overwritten or deleted, by mistake or by somebody who asks for ransom, is gone.',
  remediation: {
    text: 'Turn versioning on, with a lifecycle rule that lets old versions expire: they cost as much as current ones.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html',
  },
  gather: oneAnAccount('have versioning off'),
  check: ({ versioning }) =>
    ofBuckets(versioning, ({ Name, BucketRegion }, { Status }, resource) => {
      const evidence = { Status: Status ?? null };
      if (Status === 'Enabled') return pass(resource, evidence);
      return fail(
        resource,
        evidence,
        `Bucket ${Name} ${Status === undefined ? 'never had versioning on' : 'has versioning suspended'}.`,
        {
          commands: [
            shell`aws s3api put-bucket-versioning --bucket ${Name} --versioning-configuration Status=Enabled --region ${BucketRegion}`,
          ],
        },
      );
    }),
});
