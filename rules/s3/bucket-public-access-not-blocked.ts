import { accountResource, defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { blockingAt, bucketPublicAccessBlocks, unblocked } from 'postern/services/s3';
import { optionalAccountPublicAccessBlock } from 'postern/services/s3control';
import { ALL_BLOCKED } from './_block.ts';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

const AND = new Intl.ListFormat('en', { type: 'conjunction' });

export default defineRule({
  title: 'Bucket does not block public access',
  type: 'Policy:S3/BucketPublicAccessNotBlocked',
  severity: 4.0,
  scope: 'account',
  reads: { blocks: bucketPublicAccessBlocks, account: optionalAccountPublicAccessBlock },
  why: 'Neither the bucket nor the account stands in the way of a policy or an ACL that lets everybody in, by mistake or by somebody who wants the data out.',
  remediation: {
    text: 'Turn on all four settings for the account, which covers every bucket, or else for each bucket that is not meant to be public.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html',
  },
  gather: oneAnAccount('do not block public access'),
  check: ({ blocks, account }, scope) =>
    ofBuckets(blocks, ({ Name, BucketRegion }, own, resource) => {
      const { blocked, unread } = blockingAt([{ ok: true, value: own }, account]);
      const evidence = { bucket: own, account: account.ok ? account.value : null };
      const off = unblocked(blocked);
      if (off.length === 0) return pass(resource, evidence);
      if (unread !== undefined) return unknown(resource, unread);
      return fail(resource, evidence, `Bucket ${Name} and its account leave ${AND.format(off)} off.`, {
        toldBy: { rule: 's3/account-public-access-not-blocked', resource: accountResource(scope).id },
        commands: [
          shell`aws s3api put-public-access-block --bucket ${Name} --public-access-block-configuration ${ALL_BLOCKED} --region ${BucketRegion}`,
        ],
      });
    }),
});
