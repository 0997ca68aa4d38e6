import { derive } from '../../aws/combine-readers.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import { publicThroughAccessPoint } from '../../policy/outside/access-point.ts';
import type { Admissions } from '../../policy/outside/admission.ts';
import {
  type AccessPoint,
  type AccessPointAccess,
  accessPoints,
  optionalAccountPublicAccessBlock,
} from '../s3control.ts';
import { type BucketWay, blockingAt, byName } from './access.ts';
import type { BlockedAccess } from './public-access-block.ts';
import { bucketPolicies, bucketPublicAccessBlocks } from './settings.ts';

/** Who gets through an access point to one of the buckets that it leads to, where that is anyone. */
export interface WayThrough extends BucketWay<Admissions> {
  readonly bucket: string;
  /** The account whose bucket it is, where that is another one: its policy cannot be read here. */
  readonly ofAccount: string | undefined;
}

/** An access point with the ways through it; none through one that only a VPC reaches, or that has no policy. */
export interface PointAccess {
  readonly point: AccessPoint;
  readonly ways: readonly WayThrough[];
}

/**
 * The access points of the account, and the Regions whose access points could not be listed: undefined for those of
 * several Regions.
 */
export interface AccessThroughPoints {
  readonly points: readonly PointAccess[];
  readonly unlisted: readonly { readonly region: string | undefined; readonly error: ReadError }[];
}

/**
 * Who gets in through the access points of the account: the policy of the access point, that of the bucket, and block
 * public access of the access point, the bucket and the account are judged together.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
export const accessPointAccess = derive(
  {
    access: accessPoints,
    policies: bucketPolicies,
    blocks: bucketPublicAccessBlocks,
    account: optionalAccountPublicAccessBlock,
  },
  ({ access: { points, unlisted }, policies, blocks, account }, { session }): AccessThroughPoints => {
    const facts: Facts = {
      accountId: session.accountId,
      partition: session.partition.id,
      now: session.now,
      policyOf: byName(policies),
      blockOf: byName(blocks),
      account,
    };
    return {
      points: points.map(({ item, answer }) => ({ point: item, ways: waysThrough(item, answer, facts) })),
      unlisted: unlisted.flatMap(({ item, answer }) =>
        answer.ok ? [] : [{ region: item, error: answer.error }],
      ),
    };
  },
);

interface Facts {
  readonly accountId: string;
  readonly partition: string;
  readonly now: Date;
  readonly policyOf: ReadonlyMap<string, Answer<string | undefined>>;
  readonly blockOf: ReadonlyMap<string, Answer<BlockedAccess>>;
  readonly account: Answer<BlockedAccess>;
}

function waysThrough(
  point: AccessPoint,
  answer: Answer<AccessPointAccess>,
  facts: Facts,
): readonly WayThrough[] {
  if (point.onlyFromVpc) return [];
  return point.buckets.map(({ name, accountId }) => ({
    bucket: name,
    ofAccount: accountId === undefined || accountId === facts.accountId ? undefined : accountId,
    ...wayTo(name, point, answer, facts),
  }));
}

function wayTo(
  name: string,
  { arn }: AccessPoint,
  answer: Answer<AccessPointAccess>,
  { accountId, partition, now, policyOf, blockOf, account }: Facts,
): BucketWay<Admissions> {
  if (!answer.ok) return { in: answer, perhapsBlocked: undefined };
  const { policy, blocked } = answer.value;
  const ofBucket = blockOf.get(name);
  const { blocked: together, unread } = blockingAt([
    { ok: true, value: blocked },
    account,
    ...(ofBucket === undefined ? [] : [ofBucket]),
  ]);
  if (policy === undefined || together.RestrictPublicBuckets)
    return { in: { ok: true, value: NOBODY }, perhapsBlocked: undefined };
  const bucket = `arn:${partition}:s3:::${name}`;
  const question = { home: { accountId }, now };
  // What the policy of the bucket cannot be asked for may be anything: only the access point's decides then.
  const text = policyOf.get(name) ?? { ok: true, value: everything(bucket) };
  const asIf = text.ok ? text.value : everything(bucket);
  const value = publicThroughAccessPoint(
    { arn, text: policy, bucket: { arn: bucket, text: asIf } },
    question,
  );
  const open = value.admitted.some(({ kind }) => kind === 'public');
  return open && !text.ok
    ? { in: text, perhapsBlocked: undefined }
    : { in: { ok: true, value }, perhapsBlocked: unread };
}

const NOBODY: Admissions = { admitted: [], unread: undefined };

function everything(bucket: string): string {
  return JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: [bucket, `${bucket}/*`] }],
  });
}
