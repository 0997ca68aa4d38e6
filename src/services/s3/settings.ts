import type {
  GetBucketVersioningOutput,
  LoggingEnabled,
  OwnershipControlsRule,
  S3Client,
  ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';
import type { Reader } from '../../aws/reader.ts';
import { type Grantee, granteesOf } from './acl.ts';
import { type BucketAnswer, buckets, WITH_BUCKETS } from './buckets.ts';
import { type BlockedAccess, blockedAccess, NOTHING_BLOCKED } from './public-access-block.ts';
import { s3 } from './service.ts';

/**
 * The policy of each bucket as it is written; undefined where it has none.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const bucketPolicies = ofEachBucket(
  'GetBucketPolicy',
  async (sdk, client, Bucket): Promise<string | undefined> => {
    const { Policy } = await client.send(new sdk.GetBucketPolicyCommand({ Bucket }));
    if (Policy === undefined) throw new Error('S3 sent a policy without its text');
    return Policy;
  },
  { error: 'NoSuchBucketPolicy', value: undefined },
);

export interface BucketAcl {
  /** The canonical id of the account that owns the bucket. */
  readonly owner: string | undefined;
  /** To whom it grants anything. */
  readonly grantees: readonly Grantee[];
}

/**
 * The ACL of each bucket that is in force: that of a bucket whose ownership disables ACLs, or that ignores public ones,
 * does not hold what they would have granted.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export const bucketAcls = ofEachBucket('GetBucketAcl', async (sdk, client, Bucket): Promise<BucketAcl> => {
  const { Owner, Grants } = await client.send(new sdk.GetBucketAclCommand({ Bucket }));
  if (Grants === undefined) throw new Error('S3 sent an ACL without its grants');
  return { owner: Owner?.ID, grantees: granteesOf(Owner?.ID, Grants) };
});

/**
 * What each bucket blocks itself, nothing where it was never set.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
 */
export const bucketPublicAccessBlocks = ofEachBucket(
  'GetPublicAccessBlock',
  async (sdk, client, Bucket): Promise<BlockedAccess> => {
    const { PublicAccessBlockConfiguration } = await client.send(
      new sdk.GetPublicAccessBlockCommand({ Bucket }),
    );
    if (Object.keys(PublicAccessBlockConfiguration ?? {}).length === 0)
      throw new Error('S3 sent a block of public access without a setting');
    return blockedAccess(PublicAccessBlockConfiguration);
  },
  { error: 'NoSuchPublicAccessBlockConfiguration', value: NOTHING_BLOCKED },
);

/**
 * Who owns the objects of each bucket; undefined where it was never said, which leaves them with whoever wrote them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export const bucketOwnership = ofEachBucket(
  'GetBucketOwnershipControls',
  async (sdk, client, Bucket): Promise<OwnershipControlsRule['ObjectOwnership']> => {
    const { OwnershipControls } = await client.send(new sdk.GetBucketOwnershipControlsCommand({ Bucket }));
    const ownership = OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    if (ownership === undefined) throw new Error('S3 sent ownership controls without a rule');
    return ownership;
  },
  { error: 'OwnershipControlsNotFoundError', value: undefined },
);

/**
 * What each bucket encrypts new objects with, unless the request says otherwise; undefined where nothing is set, as in
 * buckets from before 2023.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export const bucketEncryption = ofEachBucket(
  'GetBucketEncryption',
  async (sdk, client, Bucket): Promise<ServerSideEncryptionByDefault | undefined> => {
    const { ServerSideEncryptionConfiguration } = await client.send(
      new sdk.GetBucketEncryptionCommand({ Bucket }),
    );
    const rules = ServerSideEncryptionConfiguration?.Rules;
    if (rules === undefined) throw new Error('S3 sent an encryption configuration without rules');
    return rules.flatMap((rule) => rule.ApplyServerSideEncryptionByDefault ?? [])[0];
  },
  { error: 'ServerSideEncryptionConfigurationNotFoundError', value: undefined },
);

export type BucketVersioning = Pick<GetBucketVersioningOutput, 'Status' | 'MFADelete'>;

/**
 * The versioning of each bucket, without fields where it was never set.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export const bucketVersioning = ofEachBucket(
  'GetBucketVersioning',
  async (sdk, client, Bucket): Promise<BucketVersioning> => {
    const { Status, MFADelete } = await client.send(new sdk.GetBucketVersioningCommand({ Bucket }));
    return { Status, MFADelete };
  },
);

export type BucketLogging = Pick<LoggingEnabled, 'TargetBucket' | 'TargetPrefix'>;

/**
 * Where each bucket writes the log of who asked it for what; undefined where it writes none.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
 */
export const bucketLogging = ofEachBucket(
  'GetBucketLogging',
  async (sdk, client, Bucket): Promise<BucketLogging | undefined> => {
    const { LoggingEnabled } = await client.send(new sdk.GetBucketLoggingCommand({ Bucket }));
    if (LoggingEnabled === undefined) return undefined;
    return { TargetBucket: LoggingEnabled.TargetBucket, TargetPrefix: LoggingEnabled.TargetPrefix };
  },
);

type Sdk = typeof import('@aws-sdk/client-s3');

/** The questions that are asked of each bucket, for want of one about all. */
type Operation =
  | 'GetBucketAcl'
  | 'GetBucketEncryption'
  | 'GetBucketLogging'
  | 'GetBucketOwnershipControls'
  | 'GetBucketPolicy'
  | 'GetBucketVersioning'
  | 'GetPublicAccessBlock';

/**
 * A question to every bucket in its own Region. A bucket that was deleted since the list was made is left out.
 * @param unset the error by which S3 says that nothing is set, and what that comes to
 */
function ofEachBucket<T>(
  operation: Operation,
  question: (sdk: Sdk, client: S3Client, bucket: string) => Promise<T>,
  unset?: { readonly error: string; readonly value: T },
): Reader<readonly BucketAnswer<T>[]> {
  return s3
    .using(buckets)
    .reader([{ ifAny: operation, in: WITH_BUCKETS }], async ({ sdk, ask, each, clientIn }) => {
      const answers = await each(await ask(buckets), async ({ Name, BucketRegion }) => {
        const client = await clientIn(BucketRegion);
        try {
          return await question(sdk, client, Name);
        } catch (error) {
          if (unset !== undefined && error instanceof Error && error.name === unset.error) return unset.value;
          throw error;
        }
      });
      return answers.filter(({ answer }) => answer.ok || answer.error.errorName !== 'NoSuchBucket');
    });
}
