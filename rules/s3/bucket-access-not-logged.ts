import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { type AccountTrails, accountTrails, extentOf, objectEvents } from 'postern/services/cloudtrail';
import { type Bucket, bucketLogging } from 'postern/services/s3';
import { ofBuckets, oneAnAccount } from './_bucket.ts';

export default defineRule({
  title: 'Access to a bucket is not logged',
  type: 'Stealth:S3/BucketAccessNotLogged',
  severity: 2.0,
  scope: 'account',
  reads: { logging: bucketLogging, account: accountTrails },
  why: 'Nobody can say afterwards what was read, by whom, or what was deleted.',
  remediation: {
    text: 'Record data events of S3 objects with a trail, for all buckets or at least for those that hold what must not leak; or turn on server access logging, which costs less, but may come late and miss requests.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html',
  },
  gather: oneAnAccount('have their access logged by nobody'),
  check({ logging, account }, scope) {
    const targets = new Set(
      logging.flatMap(({ answer }) => (answer.ok ? (answer.value?.TargetBucket ?? []) : [])),
    );
    const ofTrails = new Set(account.trails.map(({ trail }) => trail.S3BucketName));
    return ofBuckets(logging, (bucket, enabled, resource) => {
      const recorded = recordedBy(account, bucket, scope.account.partition);
      const evidence = { LoggingEnabled: enabled ?? null, trails: recorded.trails };
      if (enabled !== undefined || recorded.everything) return pass(resource, evidence);
      if (targets.has(bucket.Name))
        return notApplicable(
          'It holds the access logs of other buckets: were it to log as well, every log would make another.',
          resource,
        );
      if (account.unread !== undefined) return unknown(resource, account.unread);
      const [open] = recorded.undecided;
      if (open !== undefined) {
        const error = open.status?.ok === false ? open.status.error : undefined;
        const failed = error ?? (open.selectors?.ok === false ? open.selectors.error : undefined);
        return failed === undefined
          ? notApplicable(
              `only account ${open.trail.ownerId}, which the trail ${open.trail.Name} belongs to, can tell what it records`,
              resource,
            )
          : unknown(resource, failed);
      }
      return fail(
        resource,
        evidence,
        `Bucket ${bucket.Name} has server access logging off, and no trail records all that is read and written in it.`,
        ofTrails.has(bucket.Name) ? { toldBy: { rule: 'cloudtrail/log-bucket-access-not-logged' } } : {},
      );
    });
  },
});

/** Whether trails record all reads and writes of objects in a bucket, and which of them may for all that is known. */
function recordedBy({ trails }: AccountTrails, { arn, BucketRegion }: Bucket, partition: string) {
  const reaching = trails.filter(
    ({ trail, status }) =>
      (trail.IsMultiRegionTrail === true || trail.HomeRegion === BucketRegion) &&
      (status?.ok !== true || status.value.IsLogging),
  );
  const known = reaching.filter(
    ({ status, selectors }) => status?.ok === true && selectors?.ok === true && selectors.value !== undefined,
  );
  const selectors = known.flatMap((one) => (one.selectors?.ok === true ? (one.selectors.value ?? []) : []));
  const all = (access: 'read' | 'write') =>
    extentOf(selectors, { ...objectEvents(access, partition), arnsBegin: `${arn}/` }).kind === 'all';
  return {
    trails: known.map(({ trail }) => trail.TrailARN),
    everything: all('read') && all('write'),
    undecided: reaching.filter((one) => !known.includes(one)),
  };
}
