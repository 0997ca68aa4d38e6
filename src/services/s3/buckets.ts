import type { Bucket as AwsBucket } from '@aws-sdk/client-s3';
import { optional } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { s3 } from './service.ts';

/** With its Region, which may be one that is not scanned. */
export type Bucket = Named<Pick<AwsBucket, 'Name' | 'BucketRegion'>, 'Name' | 'BucketRegion'> & {
  readonly arn: string;
};

/** What S3 said of one bucket, or why it did not. */
export type BucketAnswer<T> = ItemAnswer<Bucket, T>;

/**
 * The general purpose buckets of the account, in all Regions. Directory buckets are another kind, with neither ACLs nor
 * public access; their names end so.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html
 */
export const buckets = s3.reader(
  ['ListBuckets'],
  async ({ sdk, client, partition }): Promise<readonly Bucket[]> => {
    const listed = await pages(sdk.paginateListBuckets({ client, pageSize: 10_000 }, {}), (page) =>
      named(page.Buckets, 'Name', 'BucketRegion'),
    );
    return listed
      .filter(({ Name }) => !Name.endsWith('--x-s3'))
      .map(({ Name, BucketRegion }) => ({ Name, BucketRegion, arn: `arn:${partition.id}:s3:::${Name}` }));
  },
);

/** The same, for rules that can judge most of what they look at without it. */
export const optionalBuckets = optional(buckets);

/** Each bucket is asked in its own Region. */
export const WITH_BUCKETS = { regionsWith: 'buckets' };
