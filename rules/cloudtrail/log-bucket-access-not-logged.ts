import { defineRule, fail, pass, unknown } from 'postern/rule';
import { bucketLogging, trailBuckets } from 'postern/services/s3';
import { ofTrailBuckets } from './_log-bucket.ts';

export default defineRule({
  title: 'Access to the logs of a trail is not logged',
  type: 'Stealth:CloudTrail/LogBucketAccessNotLogged',
  severity: 3.0,
  scope: 'account',
  reads: { logs: trailBuckets, logging: bucketLogging },
  why: 'Whoever reads the logs, to see what is noticed, or deletes some of them, leaves no trace where nobody logs the access to them.',
  remediation: {
    text: 'Turn on server access logging for the bucket, into another one: data events of a trail on its own bucket would record its own deliveries.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  },
  check: ({ logs, logging }, scope) =>
    ofTrailBuckets(logs, scope, ({ bucket, trails }, resource) => {
      const answer = logging.find(({ item }) => item.Name === bucket.Name)?.answer;
      // It was deleted between two of the questions.
      if (answer === undefined) return undefined;
      if (!answer.ok) return unknown(resource, answer.error);
      const evidence = { trails, LoggingEnabled: answer.value ?? null };
      return answer.value === undefined
        ? fail(
            resource,
            evidence,
            `Bucket ${bucket.Name}, which holds the logs of a trail, has server access logging off.`,
          )
        : pass(resource, evidence);
    }),
});
