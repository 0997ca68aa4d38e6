import { defineRule, fail, pass } from 'postern/rule';
import { bucketEncryption } from 'postern/services/s3';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

const BY_KMS: ReadonlySet<string | undefined> = new Set(['aws:kms', 'aws:kms:dsse']);

export default defineRule({
  title: 'Bucket is not encrypted with a KMS key',
  type: 'Policy:S3/BucketNotEncryptedWithKms',
  severity: 1.0,
  scope: 'account',
  reads: { encryption: bucketEncryption },
  why: 'S3 encrypts with its own key for whoever may read the object. With a KMS key, reading takes a second permission that can be taken back at once, and every use is on record.',
  remediation: {
    text: 'For data that needs it, set SSE-KMS with a key of your own and a bucket key as default encryption; objects that are there already keep what they have until they are copied over themselves. Whoever reads them needs kms:Decrypt.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html',
  },
  gather: oneAnAccount('are not encrypted with a KMS key'),
  check: ({ encryption }) =>
    ofBuckets(encryption, ({ Name }, set, resource) => {
      const evidence = {
        SSEAlgorithm: set?.SSEAlgorithm ?? null,
        KMSMasterKeyID: set?.KMSMasterKeyID ?? null,
      };
      return BY_KMS.has(set?.SSEAlgorithm)
        ? pass(resource, evidence)
        : fail(
            resource,
            evidence,
            `Bucket ${Name} encrypts new objects with ${set?.SSEAlgorithm === undefined ? 'no key unless the request names one' : 'the key of S3'}.`,
          );
    }),
});
