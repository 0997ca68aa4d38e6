import { defineRule, fail, pass, unknown } from 'postern/rule';
import { bucketAccess, bucketOpenToAnyone, trailBuckets } from 'postern/services/s3';
import { ofTrailBuckets } from './_log-bucket.ts';

export default defineRule({
  title: 'Bucket with the logs of a trail is public',
  type: 'Exposure:CloudTrail/LogBucketPublic',
  severity: 9.0,
  scope: 'account',
  reads: { logs: trailBuckets, access: bucketAccess },
  why: 'The logs tell who works here, with which roles, from which addresses and on what; who may write there may take traces away.',
  remediation: {
    text: 'Turn on block public access for the bucket. CloudTrail goes on writing: it is a service that the policy names.',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  },
  check: ({ logs, access }, scope) =>
    ofTrailBuckets(logs, scope, ({ bucket, trails }, resource) => {
      const found = access.find((one) => one.bucket.Name === bucket.Name);
      // It was deleted between two of the questions.
      if (found === undefined) return undefined;
      const { verdict, sentence, error, evidence: opened } = bucketOpenToAnyone(found);
      const evidence = { trails, ...opened };
      if (verdict === 'undecided') return unknown(resource, error ?? sentence);
      return verdict === 'open'
        ? fail(resource, evidence, sentence, { exposure: 'internet', toldBy: { rule: 's3/bucket-public' } })
        : pass(resource, evidence);
    }),
});
