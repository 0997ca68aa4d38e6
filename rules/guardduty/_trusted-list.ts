import { openToAnyone } from 'postern/policy';
import type { FailDetails } from 'postern/rule';
import type { optionalWritersOfTrustedLists, TrustedList } from 'postern/services/guardduty';
import { bucketOpenToAnyone, bucketOpenToOutsideAccounts } from 'postern/services/s3';

type Writers = Awaited<ReturnType<typeof optionalWritersOfTrustedLists>>;
type ReadError = Extract<Writers, { ok: false }>['error'];

/** Who can write to the bucket that a trusted list lies in, besides the account and its organization. */
export type Writing =
  | {
      readonly kind: 'others';
      readonly sentence: string;
      readonly evidence: object;
      readonly details: Required<Pick<FailDetails, 'exposure' | 'toldBy'>>;
    }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown'; readonly reason: string | ReadError }
  /** The bucket is another account's, which alone can tell. */
  | { readonly kind: 'elsewhere'; readonly reason: string };

/**
 * A service of AWS that acts for any customer does not count: it chooses the names of the objects that it writes, and
 * `s3/bucket-public` reports it.
 */
export function writersOf(
  { Name, Location, bucket, ExpectedBucketOwner }: TrustedList,
  writers: Writers,
  accountId: string,
): Writing {
  if (bucket === undefined)
    return { kind: 'unknown', reason: `in which bucket ${Location} lies cannot be told` };
  if (!writers.ok) return { kind: 'unknown', reason: writers.error };
  const access = writers.value.buckets.find((one) => one.bucket.Name === bucket);
  if (access === undefined) {
    const whose =
      ExpectedBucketOwner === undefined || ExpectedBucketOwner === accountId
        ? `${bucket}, which is not among those of this account: only its owner can tell who writes there`
        : `${bucket} of account ${ExpectedBucketOwner}, which alone can tell who writes there`;
    return { kind: 'elsewhere', reason: `the trusted list ${Name} lies in the bucket ${whose}` };
  }
  const anyone = bucketOpenToAnyone(access);
  const accounts = bucketOpenToOutsideAccounts(access, writers.value.inOrganization);
  const { arn } = access.bucket;
  if (anyone.verdict === 'open')
    return {
      kind: 'others',
      ...anyone,
      details: { exposure: 'internet', toldBy: { rule: 's3/bucket-public', resource: arn } },
    };
  if (accounts.verdict === 'open')
    return {
      kind: 'others',
      ...accounts,
      details: {
        exposure: 'other-account',
        toldBy: { rule: 's3/bucket-shared-outside-organization', resource: arn },
      },
    };
  const through = throughPoints(access.bucket, writers.value.throughPoints);
  if (through.kind === 'others') return through;
  const odd = [anyone, accounts].find(({ verdict }) => verdict === 'undecided');
  return odd === undefined ? through : { kind: 'unknown', reason: odd.error ?? odd.sentence };
}

type Through = Extract<Writers, { ok: true }>['value']['throughPoints'];

/** Who can write to a bucket through its access points, which are in its Region or in several. */
function throughPoints(
  { Name, BucketRegion }: { readonly Name: string; readonly BucketRegion: string },
  points: Through,
): Writing {
  if (!points.ok) return { kind: 'unknown', reason: points.error };
  const openings = points.value.points.flatMap(({ point, ways }) =>
    ways
      .filter(({ bucket }) => bucket === Name)
      .map((way) => ({
        way,
        arn: point.arn,
        opening: way.in.ok
          ? openToAnyone(`Access point ${point.name} to bucket ${Name}`, way.in.value)
          : undefined,
      })),
  );
  for (const { way, arn, opening } of openings)
    if (opening?.verdict === 'open' && way.perhapsBlocked === undefined)
      return {
        kind: 'others',
        ...opening,
        details: { exposure: 'internet', toldBy: { rule: 's3/access-point-public', resource: arn } },
      };
  for (const { way, opening } of openings) {
    if (!way.in.ok) return { kind: 'unknown', reason: way.in.error };
    if (opening?.verdict === 'undecided') return { kind: 'unknown', reason: opening.sentence };
    if (opening?.verdict === 'open' && way.perhapsBlocked !== undefined)
      return { kind: 'unknown', reason: way.perhapsBlocked };
  }
  const unlisted = points.value.unlisted.find(
    ({ region }) => region === undefined || region === BucketRegion,
  );
  return unlisted === undefined ? { kind: 'nobody' } : { kind: 'unknown', reason: unlisted.error };
}
