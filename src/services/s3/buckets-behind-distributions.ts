import type { ItemAnswer } from '../../aws/reader.ts';
import { bucketNamedBy, distributions, regionOf } from '../cloudfront.ts';
import { buckets, WITH_BUCKETS } from './buckets.ts';
import { s3 } from './service.ts';

/** A bucket that an origin of CloudFront names, and whether there is one of that name, of whichever account. */
export type NamedBucket = ItemAnswer<string, 'own' | 'of another account' | 'missing'>;

/**
 * The buckets that the origins of the account's distributions name; none where no origin is a bucket. S3 is asked about
 * those alone that are not the account's own. It says where a bucket is to whomever asks, whatever he may do with it:
 * a refusal without that does not tell whether there is one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const bucketsBehindDistributions = s3
  .using(distributions, { ifAny: buckets })
  .reader(
    [{ ifAny: 'HeadBucket', in: WITH_BUCKETS }],
    async ({ sdk, clientIn, region, ask, each }): Promise<readonly NamedBucket[]> => {
      const hosts = new Map(
        (await ask(distributions)).flatMap(({ origins }) =>
          origins.flatMap(({ DomainName }) => {
            const bucket = bucketNamedBy(DomainName);
            return bucket === undefined ? [] : [[bucket, DomainName] as const];
          }),
        ),
      );
      if (hosts.size === 0) return [];
      const own = new Set((await ask(buckets)).map(({ Name }) => Name));
      const answers = await each(hosts, async ([Bucket, host]) => {
        if (own.has(Bucket)) return 'own' as const;
        const client = await clientIn(regionOf(host) ?? region);
        try {
          const { BucketRegion } = await client.send(new sdk.HeadBucketCommand({ Bucket }));
          if (BucketRegion === undefined) throw new Error('S3 did not say in which Region the bucket is');
          return 'of another account' as const;
        } catch (error) {
          if (error instanceof Error && error.name === 'NotFound') return 'missing' as const;
          if (tellsWhere(error)) return 'of another account' as const;
          throw error;
        }
      });
      return answers.map(({ item: [bucket], answer }) => ({ item: bucket, answer }));
    },
  );

/** Whether S3 said in its refusal in which Region the bucket is. */
function tellsWhere(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('$response' in error)) return false;
  const { $response: response } = error;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return false;
  const { headers } = response;
  return typeof headers === 'object' && headers !== null && 'x-amz-bucket-region' in headers;
}
