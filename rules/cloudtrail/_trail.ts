import { type NotApplicable, notApplicable, type Resource, type Verdict } from 'postern/rule';
import type { Trail } from 'postern/services/cloudtrail';

/** What is judged in the home Region of a trail. */
interface Scope {
  readonly account: { readonly id: string };
  readonly region: string;
}

export function trailResource({ TrailARN }: Pick<Trail, 'TrailARN'>): Resource {
  return { type: 'AwsCloudTrailTrail', id: TrailARN };
}

/**
 * A verdict on each trail at home in the Region that belongs to this account. What is wrong with the trail of an
 * organization only its management account can mend, and is told there.
 */
export function* eachOwnTrail<T>(
  items: readonly T[],
  { account, region }: Scope,
  trailOf: (item: T) => Trail,
  judge: (item: T, resource: Resource) => Verdict,
): Iterable<Verdict> {
  if (items.length === 0) yield notApplicable(`no trail has its home in ${region}`);
  for (const item of items) {
    const trail = trailOf(item);
    yield trail.ownerId === account.id ? judge(item, trailResource(trail)) : belongsElsewhere(trail);
  }
}

function belongsElsewhere(trail: Trail): NotApplicable {
  return notApplicable(
    `the trail ${trail.Name} belongs to account ${trail.ownerId}, which alone can tell and change how it is set`,
    trailResource(trail),
  );
}
