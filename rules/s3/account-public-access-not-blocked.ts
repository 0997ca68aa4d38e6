import { accountResource, defineRule, fail, pass, shell } from 'postern/rule';
import { optionalBuckets, unblocked } from 'postern/services/s3';
import { accountPublicAccessBlock } from 'postern/services/s3control';
import { ALL_BLOCKED } from './_block.ts';

const AND = new Intl.ListFormat('en', { type: 'conjunction' });

export default defineRule({
  title: 'Account does not block public access to S3',
  type: 'Policy:S3/AccountPublicAccessNotBlocked',
  severity: 5.0,
  scope: 'account',
  reads: { blocked: accountPublicAccessBlock, buckets: optionalBuckets },
  why: 'One policy or ACL that is too wide, on one bucket or access point, is enough to lay its data open; these settings take effect whatever a policy or ACL says.',
  remediation: {
    text: 'Turn on all four settings for the account, or for the whole organization with an S3 policy. Before that, see which buckets are meant to be public, such as those of a website, and serve them through CloudFront: they stop being public, and accounts that a public policy names are shut out with the others.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html',
  },
  *check({ blocked, buckets }, scope) {
    const account = accountResource(scope);
    const evidence = {
      PublicAccessBlockConfiguration: blocked,
      // Without a bucket it is milder.
      ...(buckets.ok ? {} : { Buckets: buckets.error.message }),
    };
    const off = unblocked(blocked);
    if (off.length === 0) {
      yield pass(account, evidence);
      return;
    }
    yield fail(account, evidence, `Block public access of the account has ${AND.format(off)} off.`, {
      ...(buckets.ok && buckets.value.length === 0
        ? { exposure: 'none', severity: { score: 2, reason: 'the account has no bucket' } }
        : {}),
      commands: [
        shell`aws s3control put-public-access-block --account-id ${scope.account.id} --public-access-block-configuration ${ALL_BLOCKED}`,
      ],
    });
  },
});
