import { derive } from '../../aws/combine-readers.ts';
import { ReadError } from '../../aws/read-error.ts';
import type { Answer, Readings } from '../../aws/reader.ts';
import { parsePolicy } from '../../policy/language/document.ts';
import { type Admissions, admissions } from '../../policy/outside/admission.ts';
import { isPublicToS3 } from '../../policy/outside/s3-public.ts';
import { bucketUses } from '../../policy/outside/uses.ts';
import { type Surroundings, surroundings } from '../organizations/accounts.ts';
import { optionalAccountPublicAccessBlock } from '../s3control.ts';
import type { Grantee } from './acl.ts';
import type { Bucket, BucketAnswer } from './buckets.ts';
import { type BlockedAccess, blockedTogether } from './public-access-block.ts';
import { type BucketAcl, bucketAcls, bucketPolicies, bucketPublicAccessBlocks } from './settings.ts';

/** What several levels block, as far as they could be read. */
export interface Blocking {
  readonly blocked: BlockedAccess;
  /** Why they may block more; undefined where that is all. */
  readonly unread: ReadError | undefined;
}

/** One way into a bucket. */
export interface BucketWay<T> {
  /** Who gets in, after what block public access takes back. */
  readonly in: Answer<T>;
  /** Why that may be blocked after all. */
  readonly perhapsBlocked: ReadError | undefined;
}

/** Who gets into a bucket from outside, by its policy and by its ACL, with block public access of bucket and account. */
export interface BucketAccess {
  readonly bucket: Bucket;
  readonly byPolicy: BucketWay<Admissions>;
  readonly byAcl: BucketWay<readonly Grantee[]>;
  readonly blocking: Blocking;
}

const READS = {
  policies: bucketPolicies,
  acls: bucketAcls,
  blocks: bucketPublicAccessBlocks,
  account: optionalAccountPublicAccessBlock,
};

/**
 * Of each bucket who gets in from outside, as far as the account alone can tell.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const bucketAccess = derive(READS, (readings, { session }) =>
  accessToAll(
    readings,
    { home: { accountId: session.accountId }, managementAccountId: undefined },
    session.now,
  ),
);

/** The same, with what is known of the organization. */
export const bucketAccessInOrganization = derive(
  { ...READS, surroundings },
  ({ surroundings, ...readings }, { session }): AccessToBuckets => ({
    inOrganization: surroundings.managementAccountId !== undefined,
    buckets: accessToAll(readings, surroundings, session.now),
  }),
);

function accessToAll(
  { policies, acls, blocks, account }: Readings<typeof READS>,
  known: Surroundings,
  now: Date,
): readonly BucketAccess[] {
  const aclOf = byName(acls);
  const blockOf = byName(blocks);
  return policies.flatMap(({ item, answer: policy }) => {
    const [acl, block] = [aclOf.get(item.Name), blockOf.get(item.Name)];
    // It was deleted between two of the questions.
    if (acl === undefined || block === undefined) return [];
    return accessTo({ bucket: item, policy, acl, levels: [block, account] }, known, now);
  });
}

/** Who gets in from outside, and whether the account has an organization that could be the inside. */
export interface AccessToBuckets {
  readonly inOrganization: boolean;
  readonly buckets: readonly BucketAccess[];
}

/** By the name of the bucket. */
export function byName<T>(answers: readonly BucketAnswer<T>[]): ReadonlyMap<string, Answer<T>> {
  return new Map(answers.map(({ item, answer }) => [item.Name, answer]));
}

/** What block public access blocks at several levels together. */
export function blockingAt(levels: readonly Answer<BlockedAccess>[]): Blocking {
  return {
    blocked: blockedTogether(levels.flatMap((level) => (level.ok ? [level.value] : []))),
    unread: ReadError.combine(levels.flatMap((level) => (level.ok ? [] : [level.error]))),
  };
}

interface BucketFacts {
  readonly bucket: Bucket;
  readonly policy: Answer<string | undefined>;
  readonly acl: Answer<BucketAcl>;
  /** Block public access of the bucket, and of the account with its organization. */
  readonly levels: readonly Answer<BlockedAccess>[];
}

/**
 * BlockPublicAcls and BlockPublicPolicy only refuse what would be written: what was there before stays in force.
 * @param now when it is asked
 */
export function accessTo(
  { bucket, policy, acl, levels }: BucketFacts,
  { home, managementAccountId }: Surroundings,
  now: Date,
): BucketAccess {
  const blocking = blockingAt(levels);
  const owner = acl.ok ? acl.value.owner : undefined;
  return {
    bucket,
    byPolicy: mapWay(policy, (text) => {
      const admitted = admissions(
        { name: 'Policy', text },
        {
          uses: bucketUses(bucket.arn),
          home: owner === undefined ? home : { ...home, canonicalUserId: owner },
          managementAccountId,
          now,
        },
      );
      return restricted(admitted, text, blocking);
    }),
    byAcl: mapWay(acl, (sent) => unlessIgnored(sent.grantees, blocking)),
    blocking,
  };
}

type Considered<T> = readonly [T, BucketWay<T>['perhapsBlocked']];

function mapWay<From, To>(answer: Answer<From>, consider: (value: From) => Considered<To>): BucketWay<To> {
  if (!answer.ok) return { in: answer, perhapsBlocked: undefined };
  const [value, perhapsBlocked] = consider(answer.value);
  return { in: { ok: true, value }, perhapsBlocked };
}

/**
 * RestrictPublicBuckets leaves of a policy that S3 takes for public AWS services and the account itself: accounts that it
 * names are shut out too. Of one that S3 does not take for public it leaves everything.
 */
function restricted(
  admitted: Admissions,
  text: string | undefined,
  blocking: Blocking,
): Considered<Admissions> {
  const parsed = parsePolicy(text ?? NO_POLICY);
  const isPublic = parsed.ok ? isPublicToS3(parsed.document) : 'unknown';
  if (isPublic === false) return [admitted, undefined];
  if (!blocking.blocked.RestrictPublicBuckets) return [admitted, blocking.unread];
  const left = admitted.admitted.filter(
    ({ who, kind }) => who.kind === 'service' || kind === 'confused deputy',
  );
  const named = admitted.admitted.some(({ kind }) => kind === 'outside account');
  return isPublic === 'unknown' && named
    ? [{ admitted: left, unread: admitted.unread ?? NOT_DOCUMENTED }, undefined]
    : [{ admitted: left, unread: admitted.unread }, undefined];
}

const NO_POLICY = '{"Statement":[]}';

const NOT_DOCUMENTED =
  'RestrictPublicBuckets shuts out other accounts where S3 takes the policy for public, and AWS does not say whether it takes these conditions for that';

/** IgnorePublicAcls takes back what an ACL grants to everybody, and nothing of what it grants to an account. */
function unlessIgnored(all: readonly Grantee[], blocking: Blocking): Considered<readonly Grantee[]> {
  if (!blocking.blocked.IgnorePublicAcls) return [all, blocking.unread];
  return [all.filter(({ kind }) => kind === 'account'), undefined];
}
