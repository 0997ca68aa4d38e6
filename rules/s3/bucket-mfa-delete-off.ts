import { defineRule, fail, pass } from 'postern/rule';
import { bucketVersioning } from 'postern/services/s3';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

export default defineRule({
  title: 'Bucket has MFA delete off',
  type: 'Policy:S3/BucketMfaDeleteOff',
  severity: 1.0,
  scope: 'account',
  reads: { versioning: bucketVersioning },
  why: 'Whoever gets credentials that may delete object versions, or turn versioning off, deletes what versioning was to keep.',
  remediation: {
    text: 'For data that nobody is to delete, Object Lock is stronger and easier to keep. MFA delete is turned on by the root user with its MFA device, in the AWS CLI only; lifecycle rules are not possible from then on.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html',
  },
  gather: oneAnAccount('have MFA delete off'),
  check: ({ versioning }) =>
    ofBuckets(versioning, ({ Name }, { Status, MFADelete }, resource) => {
      const evidence = { Status: Status ?? null, MFADelete: MFADelete ?? null };
      if (MFADelete === 'Enabled') return pass(resource, evidence);
      return fail(resource, evidence, `Bucket ${Name} has MFA delete off.`, {
        // There are no versions to guard.
        ...(Status === 'Enabled' ? {} : { toldBy: { rule: 's3/bucket-versioning-off' } }),
      });
    }),
});
