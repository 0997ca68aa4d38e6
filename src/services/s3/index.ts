/** Amazon S3: its buckets, and what each says of itself. What belongs to the account or to access points is s3control. */

export {
  type AccessToBuckets,
  type Blocking,
  type BucketAccess,
  blockingAt,
  bucketAccess,
  bucketAccessInOrganization,
} from './access.ts';
export {
  type AccessThroughPoints,
  accessPointAccess,
  type PointAccess,
} from './access-point-access.ts';
export { type Bucket, type BucketAnswer, buckets, optionalBuckets } from './buckets.ts';
export { bucketsBehindDistributions, type NamedBucket } from './buckets-behind-distributions.ts';
export {
  type BucketOpening,
  bucketOpenToAnyone,
  bucketOpenToOutsideAccounts,
  waysToWrite,
  waysToWriteThrough,
} from './opening.ts';
export { type BlockedAccess, unblocked } from './public-access-block.ts';
export {
  type BucketAcl,
  type BucketLogging,
  type BucketVersioning,
  bucketAcls,
  bucketEncryption,
  bucketLogging,
  bucketOwnership,
  bucketPolicies,
  bucketPublicAccessBlocks,
  bucketVersioning,
} from './settings.ts';
export {
  type ObjectLock,
  type TrailBucket,
  type TrailBuckets,
  trailBucketLocks,
  trailBuckets,
} from './trail-buckets.ts';
