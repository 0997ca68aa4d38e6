import { holdsNoKnownAction, matchesKnownAction } from '../language/action-catalogue.ts';
import { componentsOf, isEveryResource } from '../language/arn.ts';
import { holdsEveryResource, type Matcher } from '../language/matcher.ts';
import type { Pattern } from '../language/pattern.ts';
import type { Statement } from '../language/statement.ts';
import type { Holder } from './holder.ts';
import { reachOf } from './reach.ts';

/** The Action or NotAction patterns that match an action of the catalogue, and those that match none. */
export function sorted(patterns: readonly Pattern[]): {
  readonly known: readonly Pattern[];
  readonly unknown: readonly Pattern[];
} {
  return {
    known: patterns.filter(matchesKnownAction),
    unknown: patterns.filter((pattern) => !matchesKnownAction(pattern)),
  };
}

/** No account has this id. */
const NO_ACCOUNT = '000000000000';

/** Whether the pattern can name a resource in the account of the holder, or in any where that is not known. */
function namesOwn(pattern: Pattern, { accountId, partition }: Holder): boolean {
  const [, ofPartition, , , ofAccount, name] = componentsOf(pattern);
  if (name === undefined) return true;
  const account = ofAccount?.literal ?? '';
  if (account === NO_ACCOUNT) return false;
  if (accountId !== undefined && /^\d{12}$/.test(account) && account !== accountId) return false;
  const written = ofPartition?.literal;
  return partition === undefined || written === undefined || written === partition;
}

/** The element without what is in no account, or in another one: of a NotResource too, that says nothing of one's own. */
export function ownOf({ negated, patterns }: Matcher, holder: Holder): Matcher {
  return { negated, patterns: patterns.filter((pattern) => namesOwn(pattern, holder)) };
}

/** Whether the element holds every resource of the holder's account. */
export function holdsEverythingOwn(resource: Matcher, holder: Holder): boolean {
  return holdsEveryResource(resource.negated ? ownOf(resource, holder) : resource);
}

/**
 * Whether some request of some holder can meet the Deny: there are such actions, such resources, and nothing in its
 * conditions that can never hold.
 */
export function hasEffect({ action, resource, conditions }: Statement, holder: Holder, now: Date): boolean {
  return (
    !holdsNoKnownAction(action) &&
    holdsAnyResource(resource, holder) &&
    conditions.every((condition) => reachOf(condition, 'deny', holder, now) !== 'nobody')
  );
}

function holdsAnyResource({ negated, patterns }: Matcher, holder: Holder): boolean {
  // A Deny in another account may still keep the holder out of there.
  if (negated) return !patterns.some(isEveryResource);
  return patterns.some((pattern) => namesOwn(pattern, { partition: holder.partition }));
}
