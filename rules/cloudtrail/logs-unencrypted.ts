import { defineRule, fail, pass } from 'postern/rule';
import { trails } from 'postern/services/cloudtrail';
import { eachOwnTrail } from './_trail.ts';

export default defineRule({
  title: 'Trail does not encrypt its logs with a KMS key',
  type: 'Policy:CloudTrail/LogsUnencrypted',
  severity: 4,
  scope: 'region',
  reads: { trails },
  why: 'Whoever may read the bucket reads the logs: they say who did what, and where in the account. With a KMS key of your own a reader needs the key too.',
  remediation: {
    text: 'Encrypt the trail with a KMS key whose policy lets CloudTrail encrypt and only those decrypt who read the logs. Their readers need kms:Decrypt from then on.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  },
  *check({ trails }, scope) {
    yield* eachOwnTrail(trails, scope, ({ Name, S3BucketName, KmsKeyId }, resource) => {
      const evidence = { S3BucketName, KmsKeyId: KmsKeyId ?? null };
      return KmsKeyId === undefined || KmsKeyId === ''
        ? fail(resource, evidence, `The logs of the trail ${Name} are encrypted with no KMS key.`)
        : pass(resource, evidence);
    });
  },
});
