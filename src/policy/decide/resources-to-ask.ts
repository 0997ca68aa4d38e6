import { isEveryResource } from '../language/arn.ts';
import { type Pattern, resolve, type VariableValue, wildcard } from '../language/pattern.ts';
import { meet } from '../language/pattern-sets.ts';
import type { MatchingStatement } from './applicable-statement.ts';

/**
 * The pieces into which the Allows (and the Denies by NotResource) cut a pattern of resources. The policies answer each
 * piece alike, so its representative speaks for it: a Deny matches that only by covering the piece.
 * @param lists the statements of each list of policies that has to allow
 */
export function resourcesToAsk(
  some: string,
  lists: readonly (readonly MatchingStatement[])[],
  variable: VariableValue,
): Iterable<Pattern> {
  return pieces(wildcard(some), cutters(lists, variable));
}

/** Hostile policies could ask for more pieces than there is time; what is not asked about stays unknown. */
export const MOST_PIECES = 1024;

/** The whole first, then what is left of it after each choice of one pattern a policy. */
function* pieces(whole: Pattern, cuts: readonly (readonly Pattern[])[]): Iterable<Pattern> {
  yield whole;
  const seen = new Set([whole.text]);
  let current = [whole];
  for (const patterns of cuts) {
    const next = [...current];
    for (const piece of current) {
      for (const pattern of patterns) {
        const smaller = meet(piece, pattern);
        if (!smaller || seen.has(smaller.text)) continue;
        if (seen.size === MOST_PIECES) return;
        seen.add(smaller.text);
        next.push(smaller);
        yield smaller;
      }
    }
    current = next;
  }
}

/** For each list of policies the patterns that it allows, and for each Deny the ones that it excepts. */
function cutters(lists: readonly (readonly MatchingStatement[])[], variable: VariableValue): Pattern[][] {
  const named = (effect: 'Allow' | 'Deny') => (one: MatchingStatement) => {
    const { statement } = one.matching;
    return statement.effect === effect && statement.resource.negated === (effect === 'Deny');
  };
  const cuts = (one: MatchingStatement) => cutsOf(one, variable);
  return [
    ...lists.map((list) => list.filter(named('Allow')).flatMap(cuts)),
    ...lists.flat().filter(named('Deny')).map(cuts),
  ].filter((patterns) => patterns.length > 0);
}

function cutsOf({ matching }: MatchingStatement, variable: VariableValue): Pattern[] {
  return matching.statement.resource.patterns
    .filter((pattern) => !isEveryResource(pattern))
    .map((pattern) => resolve(pattern, variable))
    .filter((pattern) => pattern !== undefined);
}
