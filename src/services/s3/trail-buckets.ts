import type { DefaultRetention } from '@aws-sdk/client-s3';
import { derive, everyRegion } from '../../aws/combine-readers.ts';
import type { ReadError } from '../../aws/read-error.ts';
import { seenTrails } from '../cloudtrail/index.ts';
import { type Bucket, type BucketAnswer, buckets, WITH_BUCKETS } from './buckets.ts';
import { s3 } from './service.ts';

/** A bucket of the account that trails write to, of the account itself or of others, as in an account for logs. */
export interface TrailBucket {
  readonly bucket: Bucket;
  /** The ARNs of the trails. */
  readonly trails: readonly string[];
}

export interface TrailBuckets {
  readonly own: readonly TrailBucket[];
  /** The names of those that belong to other accounts, which judge them. */
  readonly ofOthers: readonly string[];
  /** The Regions that did not tell of their trails: each may have one that no other Region sees. */
  readonly unread: readonly { readonly region: string; readonly error: ReadError }[];
}

/**
 * The buckets that the trails of the account, and those of its organization that reach it, write to. What the trails
 * record, and whether they do now, is nothing to what lies in the buckets.
 */
export const trailBuckets = derive(
  { buckets, regions: everyRegion(seenTrails) },
  ({ buckets, regions }): TrailBuckets => {
    const writing = new Map<string, Set<string>>();
    for (const { Name, TrailARN, S3BucketName } of regions.flatMap(({ answer }) =>
      answer.ok ? answer.value : [],
    )) {
      if (S3BucketName === undefined) throw new Error(`AWS did not say where trail ${Name} writes`);
      writing.set(S3BucketName, (writing.get(S3BucketName) ?? new Set()).add(TrailARN));
    }
    const own = buckets.flatMap((bucket) => {
      const trails = writing.get(bucket.Name);
      return trails === undefined ? [] : [{ bucket, trails: [...trails].sort() }];
    });
    const known = new Set(own.map(({ bucket }) => bucket.Name));
    return {
      own,
      ofOthers: [...writing.keys()].filter((name) => !known.has(name)).sort(),
      unread: regions.flatMap(({ region, answer }) => (answer.ok ? [] : [{ region, error: answer.error }])),
    };
  },
);

/** Whether objects of a bucket can be locked, and for how long new ones are unless the request says otherwise. */
export interface ObjectLock {
  readonly enabled: boolean;
  readonly retention: DefaultRetention | undefined;
}

/**
 * Object Lock of the buckets that trails write to.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html
 */
export const trailBucketLocks = s3
  .using(trailBuckets)
  .reader(
    [{ ifAny: 'GetObjectLockConfiguration', in: WITH_BUCKETS }],
    async ({ sdk, ask, each, clientIn }): Promise<readonly BucketAnswer<ObjectLock>[]> => {
      const { own } = await ask(trailBuckets);
      return each(
        own.map(({ bucket }) => bucket),
        async ({ Name, BucketRegion }) => {
          const client = await clientIn(BucketRegion);
          try {
            const { ObjectLockConfiguration } = await client.send(
              new sdk.GetObjectLockConfigurationCommand({ Bucket: Name }),
            );
            const { ObjectLockEnabled, Rule } = ObjectLockConfiguration ?? {};
            // A bucket without it is answered with an error.
            if (ObjectLockEnabled === undefined) throw new Error('S3 did not say whether Object Lock is on');
            return { enabled: ObjectLockEnabled === 'Enabled', retention: Rule?.DefaultRetention };
          } catch (error) {
            if (error instanceof Error && error.name === 'ObjectLockConfigurationNotFoundError')
              return { enabled: false, retention: undefined };
            throw error;
          }
        },
      );
    },
  );
