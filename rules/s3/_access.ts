import type { Admissions, Opening } from 'postern/policy';
import {
  type DeputyWords,
  type FailDetails,
  fail,
  judgeOpening,
  pass,
  unknown,
  type Verdict,
} from 'postern/rule';
import { type BucketAccess, type Grantee, granteeInWords } from 'postern/services/s3';
import { bucketResource } from './_bucket.ts';

/** What a rule asks of the ways into a bucket. */
export interface AccessQuestion {
  /** Whether the policy is open, in the respect that the rule is about. */
  readonly ofPolicy: (thing: string, admissions: Admissions) => Opening;
  /** Whether what an ACL grants to somebody is open in that respect; undefined where that cannot be known. */
  readonly ofGrantee: (grantee: Grantee) => boolean | undefined;
  readonly details: FailDetails & { readonly deputy?: DeputyWords };
}

/**
 * The verdict on who gets into a bucket: what is open by policy or by ACL fails it, whatever of the other could not be
 * read; what may be blocked for all that could be read is unknown.
 */
export function judgeAccess(
  { bucket, byPolicy, byAcl, blocking }: BucketAccess,
  { ofPolicy, ofGrantee, details }: AccessQuestion,
): Verdict {
  const resource = bucketResource(bucket);
  const thing = `Bucket ${bucket.Name}`;
  const opening = byPolicy.in.ok ? ofPolicy(thing, byPolicy.in.value) : undefined;
  const grantees = byAcl.in.ok ? byAcl.in.value : [];
  const granted = grantees.filter((one) => ofGrantee(one) === true);
  const evidence = {
    ...opening?.evidence,
    ...(grantees.length === 0 ? {} : { grants: grantees }),
    blockPublicAccess: blocking.blocked,
  };
  const byPolicyOpen = opening?.verdict === 'open' && byPolicy.perhapsBlocked === undefined;
  const byAclOpen = granted.length > 0 && byAcl.perhapsBlocked === undefined;
  if (byPolicyOpen || byAclOpen) {
    const { deputy, ...open } = details;
    const sentences = [
      ...(byPolicyOpen ? [opening.sentence] : []),
      ...(byAclOpen ? granted.map((one) => granteeInWords(thing, one)) : []),
    ];
    return fail(resource, evidence, sentences.join(' '), open);
  }
  if (!byPolicy.in.ok) return unknown(resource, byPolicy.in.error);
  if (!byAcl.in.ok) return unknown(resource, byAcl.in.error);
  const unread =
    (opening?.verdict === 'open' ? byPolicy.perhapsBlocked : undefined) ??
    (granted.length > 0 ? byAcl.perhapsBlocked : undefined);
  if (unread !== undefined) return unknown(resource, unread);
  const [odd] = grantees.filter((one) => ofGrantee(one) === undefined);
  if (odd !== undefined && opening?.verdict !== 'confused deputy')
    return unknown(
      resource,
      `${granteeInWords(thing, odd).slice(0, -1)}, and S3 does not say which account that is`,
    );
  return opening === undefined
    ? pass(resource, evidence)
    : judgeOpening(resource, { ...opening, evidence }, details);
}
