import { isEveryResource } from '../language/arn.ts';
import type { Matcher } from '../language/matcher.ts';
import { type Pattern, wildcard } from '../language/pattern.ts';
import { covers } from '../language/pattern-sets.ts';
import { resourceKinds } from '../language/resource-kind.ts';

/**
 * Whether the element holds every resource that the action can be about, in the account that it names or in all.
 * NotResource leaves nearly all, unless it excepts the kind.
 */
export function holdsAllOfKind({ negated, patterns }: Matcher, action: string): boolean {
  const holdsKind = patterns.some(
    (pattern) => isEveryResource(pattern) || kindsLike(pattern, action).some((kind) => covers(pattern, kind)),
  );
  return holdsKind !== negated;
}

/** The action's resources in the partition and account that the pattern names. */
function kindsLike(pattern: Pattern, action: string): Pattern[] {
  const [, partition = '*', , , account = '*'] = pattern.text.split(':');
  return resourceKinds(action, partition, account).map(wildcard);
}
