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

/** A verdict on each trail at home in the Region that belongs to this account. */
export function* eachOwnTrail(
  trails: readonly Trail[],
  scope: Scope,
  judge: (trail: Trail, resource: Resource) => Verdict,
): Iterable<Verdict> {
  yield* otherTrails(trails, scope);
  for (const trail of trails)
    if (trail.ownerId === scope.account.id) yield judge(trail, trailResource(trail));
}

/** The same for what is read of each of them, such as its status. */
export function* eachOwnAnswer<T extends { readonly item: Trail }>(
  { trails, own }: { readonly trails: readonly Trail[]; readonly own: readonly T[] },
  scope: Scope,
  judge: (answer: T, resource: Resource) => Verdict,
): Iterable<Verdict> {
  yield* otherTrails(trails, scope);
  for (const answer of own) yield judge(answer, trailResource(answer.item));
}

/** What is wrong with the trail of an organization only its management account can mend, and is told there. */
function* otherTrails(trails: readonly Trail[], { account, region }: Scope): Iterable<Verdict> {
  if (trails.length === 0) yield notApplicable(`no trail has its home in ${region}`);
  for (const trail of trails) if (trail.ownerId !== account.id) yield belongsElsewhere(trail);
}

function belongsElsewhere(trail: Trail): NotApplicable {
  return notApplicable(
    `the trail ${trail.Name} belongs to account ${trail.ownerId}, which alone can tell and change how it is set`,
    trailResource(trail),
  );
}
