import {
  accountResource,
  type Gathering,
  notApplicable,
  type PlacedFail,
  type Resource,
  unknown,
  type Verdict,
} from 'postern/rule';
import type { Bucket, BucketAnswer } from 'postern/services/s3';

/** A bucket lives in its Region, though the list of an account has those of all. */
export function bucketResource({ arn, BucketRegion }: Bucket): Resource {
  return { type: 'AwsS3Bucket', id: arn, region: BucketRegion };
}

/** The verdicts on what each bucket says of itself. */
export function* ofBuckets<T>(
  answers: readonly BucketAnswer<T>[],
  judge: (bucket: Bucket, value: T, resource: Resource) => Verdict,
): Iterable<Verdict> {
  if (answers.length === 0) yield NO_BUCKET;
  for (const { item, answer } of answers) {
    const resource = bucketResource(item);
    yield answer.ok ? judge(item, answer.value, resource) : unknown(resource, answer.error);
  }
}

export const NO_BUCKET = notApplicable('The account has no bucket.');

/** So many buckets are named in the sentence on all; the others stand among the parts. */
const NAMED = 3;

/**
 * One finding an account, with the buckets as parts: what is wrong with one is often wrong with hundreds.
 * @param whatIsWrong with several buckets, as it follows them: `have versioning off`
 */
export function oneAnAccount(whatIsWrong: string): Gathering {
  return {
    in: 'account',
    describe: (parts, place) => ({
      resource: accountResource(place),
      ...(parts.length === 1
        ? { description: parts[0]?.fail.description ?? '' }
        : {
            title: `Buckets ${whatIsWrong}`,
            description: `${parts.length} buckets ${whatIsWrong}: ${namesOf(parts)}.`,
          }),
    }),
  };
}

const AND = new Intl.ListFormat('en', { type: 'conjunction' });

function namesOf(parts: readonly PlacedFail[]): string {
  const names = parts.map(({ fail }) => fail.resource.id.replace(/^.*:/, ''));
  const others = names.length - NAMED;
  return AND.format(others > 0 ? [...names.slice(0, NAMED), `${others} more`] : names);
}
