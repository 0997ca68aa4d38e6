import {
  accountResource,
  notApplicable,
  type Resource,
  unknown,
  type Verdict,
  type Where,
} from 'postern/rule';
import type { TrailBucket, TrailBuckets } from 'postern/services/s3';

/** The verdicts on the buckets of the account that trails write to. */
export function* ofTrailBuckets(
  { own, ofOthers, unread }: TrailBuckets,
  place: Where,
  judge: (bucket: TrailBucket, resource: Resource) => Verdict | undefined,
): Iterable<Verdict> {
  for (const { region, error } of unread) yield unknown(accountResource(place), error, { part: region });
  if (own.length + ofOthers.length + unread.length === 0)
    yield notApplicable('No trail records in the account.');
  for (const one of own) {
    const { arn, BucketRegion } = one.bucket;
    const verdict = judge(one, { type: 'AwsS3Bucket', id: arn, region: BucketRegion });
    if (verdict !== undefined) yield verdict;
  }
  for (const name of ofOthers)
    yield notApplicable(`Bucket ${name} belongs to another account.`, {
      type: 'AwsS3Bucket',
      id: `arn:${place.account.partition}:s3:::${name}`,
    });
}
