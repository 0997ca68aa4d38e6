import { type DeputyWords, type FailDetails, judgeOpening, type Verdict } from 'postern/rule';
import type { Bucket, BucketOpening } from 'postern/services/s3';
import { bucketResource } from './_bucket.ts';

/** The verdict on who gets into a bucket. */
export function judgeBucket(
  bucket: Bucket,
  opening: BucketOpening,
  details: FailDetails & { readonly deputy?: DeputyWords },
): Verdict {
  const answer =
    opening.error === undefined
      ? ({ ok: true, value: opening } as const)
      : ({ ok: false, error: opening.error } as const);
  return judgeOpening(bucketResource(bucket), answer, (of) => of, details);
}
