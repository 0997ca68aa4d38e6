import { type DeputyWords, type FailDetails, judgeOpening, unknown, type Verdict } from 'postern/rule';
import type { Bucket, BucketOpening } from 'postern/services/s3';
import { bucketResource } from './_bucket.ts';

/** The verdict on who gets into a bucket. */
export function judgeBucket(
  bucket: Bucket,
  opening: BucketOpening,
  details: FailDetails & { readonly deputy?: DeputyWords },
): Verdict {
  const resource = bucketResource(bucket);
  return opening.error === undefined
    ? judgeOpening(resource, opening, details)
    : unknown(resource, opening.error);
}
