import { defineRule, fail, pass, unknown } from 'postern/rule';
import { bucketVersioning, trailBucketLocks, trailBuckets } from 'postern/services/s3';
import { ofTrailBuckets } from './_log-bucket.ts';

export default defineRule({
  title: 'Logs of a trail can be deleted',
  type: 'Stealth:CloudTrail/LogBucketDeletable',
  severity: 3.0,
  scope: 'account',
  reads: { logs: trailBuckets, locks: trailBucketLocks, versioning: bucketVersioning },
  why: 'Whoever becomes administrator of the account deletes the logs of how.',
  remediation: {
    text: 'Turn on Object Lock with a default retention, in compliance mode where nobody, root included, is to delete logs before their time; or let the trail write to a bucket of an account that nobody works in. MFA delete does as well, which only the root user can turn on.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  },
  check: ({ logs, locks, versioning }, scope) =>
    ofTrailBuckets(logs, scope, ({ bucket, trails }, resource) => {
      const of = <T>(answers: readonly { readonly item: { readonly Name: string }; readonly answer: T }[]) =>
        answers.find(({ item }) => item.Name === bucket.Name)?.answer;
      const [lock, versions] = [of(locks), of(versioning)];
      // It was deleted between two of the questions.
      if (lock === undefined || versions === undefined) return undefined;
      const evidence = {
        trails,
        DefaultRetention: lock.ok ? (lock.value.retention ?? null) : null,
        MFADelete: versions.ok ? (versions.value.MFADelete ?? null) : null,
      };
      if (lock.ok && lock.value.enabled && lock.value.retention !== undefined)
        return pass(resource, evidence);
      if (versions.ok && versions.value.MFADelete === 'Enabled') return pass(resource, evidence);
      if (!lock.ok) return unknown(resource, lock.error);
      if (!versions.ok) return unknown(resource, versions.error);
      return fail(
        resource,
        evidence,
        `Bucket ${bucket.Name}, which holds the logs of a trail, has neither MFA delete nor ${
          lock.value.enabled
            ? 'a default retention of Object Lock, without which nothing is locked'
            : 'Object Lock'
        }.`,
      );
    }),
});
