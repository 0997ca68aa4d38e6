import type { ReadError } from '../../aws/read-error.ts';
import {
  type Admissions,
  type Opening,
  openToAnyone,
  openToOutsideAccounts,
} from '../../policy/outside/admission.ts';
import type { BucketAccess, BucketWay } from './access.ts';
import type { AccessThroughPoints } from './access-point-access.ts';
import { type Grantee, granteeInWords } from './acl.ts';

/** What policy and ACL of a bucket come to together in one respect, with what is to be said of it. */
export interface BucketOpening extends Omit<Opening, 'evidence'> {
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Of `undecided`: what could not be read, where that is why. */
  readonly error?: ReadError;
}

interface Respect {
  readonly ofPolicy: (thing: string, admissions: Admissions) => Opening;
  /** Undefined where it cannot be known. */
  readonly ofGrantee: (grantee: Grantee) => boolean | undefined;
}

/** What lets somebody put an object of his own into a bucket, or give himself the right to. */
const WRITES: ReadonlySet<string> = new Set(['write objects', 'administer it']);
const WRITING_GRANTS: ReadonlySet<string> = new Set(['WRITE', 'WRITE_ACP', 'FULL_CONTROL']);

/** Of the ways into a bucket those by which somebody can write there. */
export function waysToWrite({ byPolicy, byAcl, ...access }: BucketAccess): BucketAccess {
  const { in: acl } = byAcl;
  return {
    ...access,
    byPolicy: writing(byPolicy),
    byAcl: acl.ok
      ? {
          ...byAcl,
          in: {
            ok: true,
            value: acl.value.filter(({ permissions }) => permissions.some((one) => WRITING_GRANTS.has(one))),
          },
        }
      : byAcl,
  };
}

function writing<Way extends BucketWay<Admissions>>(way: Way): Way {
  if (!way.in.ok) return way;
  const { admitted, unread } = way.in.value;
  const writers = admitted.filter(({ does }) => does.some((use) => WRITES.has(use)));
  return { ...way, in: { ok: true, value: { admitted: writers, unread } } };
}

/** Of the access points those to some buckets of the account, with the ways by which somebody can write there. */
export function waysToWriteThrough(
  { points, unlisted }: AccessThroughPoints,
  names: ReadonlySet<string | undefined>,
): AccessThroughPoints {
  const leading = points.map(({ point, ways }) => ({
    point,
    ways: ways
      .filter(({ bucket, ofAccount }) => ofAccount === undefined && names.has(bucket))
      .map((way) => writing(way)),
  }));
  return { points: leading.filter(({ ways }) => ways.length > 0), unlisted };
}

/** Whether a bucket lets in anyone, or services on anyone's behalf, which is told apart. */
export function bucketOpenToAnyone(access: BucketAccess): BucketOpening {
  return openingOf(access, { ofPolicy: openToAnyone, ofGrantee: ({ kind }) => kind !== 'account' });
}

/**
 * Whether a bucket lets in named accounts that are not of the organization. The canonical id in an ACL does not tell which
 * account it is of; but to an account of no organization every other one is outside.
 */
export function bucketOpenToOutsideAccounts(access: BucketAccess, inOrganization: boolean): BucketOpening {
  const ofAccount = inOrganization ? undefined : true;
  return openingOf(access, {
    ofPolicy: openToOutsideAccounts,
    ofGrantee: ({ kind }) => (kind === 'account' ? ofAccount : false),
  });
}

/**
 * What is open by policy or by ACL is open, whatever of the other could not be read; what may be blocked for all that could
 * be read is undecided.
 */
function openingOf(
  { bucket, byPolicy, byAcl, blocking }: BucketAccess,
  { ofPolicy, ofGrantee }: Respect,
): BucketOpening {
  const thing = `Bucket ${bucket.Name}`;
  const policy = byPolicy.in.ok ? ofPolicy(thing, byPolicy.in.value) : undefined;
  const grantees = byAcl.in.ok ? byAcl.in.value : [];
  const granted = grantees.filter((one) => ofGrantee(one) === true);
  const evidence = {
    ...policy?.evidence,
    ...(grantees.length === 0 ? {} : { grants: grantees }),
    blockPublicAccess: blocking.blocked,
  };
  const sentences = [
    ...(policy?.verdict === 'open' && byPolicy.perhapsBlocked === undefined ? [policy.sentence] : []),
    ...(byAcl.perhapsBlocked === undefined ? granted.map((one) => granteeInWords(thing, one)) : []),
  ];
  if (sentences.length > 0) return { verdict: 'open', sentence: sentences.join(' '), evidence };
  const undecided = (error: ReadError): BucketOpening => ({
    verdict: 'undecided',
    sentence: error.message,
    evidence,
    error,
  });
  if (!byPolicy.in.ok) return undecided(byPolicy.in.error);
  if (!byAcl.in.ok) return undecided(byAcl.in.error);
  const perhaps =
    (policy?.verdict === 'open' ? byPolicy.perhapsBlocked : undefined) ??
    (granted.length > 0 ? byAcl.perhapsBlocked : undefined);
  if (perhaps !== undefined) return undecided(perhaps);
  const [odd] = grantees.filter((one) => ofGrantee(one) === undefined);
  return odd === undefined || policy?.verdict === 'confused deputy'
    ? { verdict: policy?.verdict ?? 'closed', sentence: policy?.sentence ?? '', evidence }
    : {
        verdict: 'undecided',
        sentence: `${granteeInWords(thing, odd).slice(0, -1)}, and S3 does not say which account that is`,
        evidence,
      };
}
