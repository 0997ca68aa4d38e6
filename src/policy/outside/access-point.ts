import { type PolicyDocument, parsePolicy } from '../language/document.ts';
import { type AdmissionQuestion, type Admissions, admissions } from './admission.ts';
import { isPublic, outsideAccess } from './outside-access.ts';
import { whereKnown } from './s3-public.ts';
import { accessPointUses, bucketUses } from './uses.ts';

/** An access point of S3, and a bucket that it leads to. */
export interface AccessPointPolicies {
  readonly arn: string;
  /** The policy of the access point; undefined where it has none. */
  readonly text: string | undefined;
  readonly bucket: {
    readonly arn: string;
    /** Undefined where it has none. */
    readonly text: string | undefined;
  };
}

/**
 * Who gets in through an access point, where that is anyone at all: its policy and the one of the bucket must both let
 * them. The bucket's may leave everything to its access points.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function publicThroughAccessPoint(
  { arn, text, bucket }: AccessPointPolicies,
  { home, managementAccountId, now }: Omit<AdmissionQuestion, 'uses'>,
): Admissions {
  const byPoint = admissions(
    { name: 'Policy', text },
    { uses: accessPointUses(arn), home, managementAccountId, ...(now && { now }) },
  );
  const open = byPoint.admitted.filter(({ kind }) => kind === 'public');
  if (open.length === 0) return byPoint;
  if (bucket.text === undefined) return { ...byPoint, admitted: without(byPoint, open) };
  const parsed = parsePolicy(bucket.text);
  if (!parsed.ok)
    return { admitted: [], unread: byPoint.unread ?? `the policy of the bucket is ${parsed.reason}` };
  const known = new Map([
    ['s3:dataaccesspointarn', [arn]],
    ['s3:dataaccesspointaccount', [home.accountId]],
    ['s3:accesspointnetworkorigin', ['Internet']],
  ]);
  const document = whereKnown(parsed.document, (key) => known.get(key));
  const both = open
    .map((one) => ({
      ...one,
      actions: one.actions.filter((action) =>
        letsAnyone(document, bucket.arn, action, { home, ...(now && { now }) }),
      ),
    }))
    .filter(({ actions }) => actions.length > 0)
    .map((one) => ({ ...one, does: doing(arn, one.actions) }));
  return { ...byPoint, admitted: [...both, ...without(byPoint, open)] };
}

function without({ admitted }: Admissions, some: Admissions['admitted']): Admissions['admitted'] {
  return admitted.filter((one) => !some.includes(one));
}

function letsAnyone(
  document: PolicyDocument,
  bucket: string,
  action: string,
  { home, now }: Pick<AdmissionQuestion, 'home' | 'now'>,
): boolean {
  return bucketUses(bucket)
    .filter(({ actions }) => actions.includes(action))
    .some(({ on }) =>
      outsideAccess({ name: 'Policy', document }, { action, resource: on, home, ...(now && { now }) }).some(
        isPublic,
      ),
    );
}

function doing(arn: string, actions: readonly string[]): readonly string[] {
  return accessPointUses(arn)
    .filter((use) => use.actions.some((action) => actions.includes(action)))
    .map(({ does }) => does);
}
