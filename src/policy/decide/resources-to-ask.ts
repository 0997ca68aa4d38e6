import { isEveryResource } from '../language/arn.ts';
import { type ArnSet, arnsOf, commonArns } from '../language/arn-sets.ts';
import { type Pattern, resolve, type VariableValue, wildcard } from '../language/pattern.ts';
import type { MatchingStatement } from './applicable-statement.ts';

/**
 * The pieces into which the Allows (and the Denies by NotResource) cut a pattern of resources. The policies answer each
 * piece alike, so its representative speaks for it: a Deny matches that only by covering the piece. `more` comes last
 * where there are pieces beyond those: hostile policies could ask for more than there is time.
 * @param lists the statements of each list of policies that has to allow
 */
export function resourcesToAsk(
  some: string,
  lists: readonly (readonly MatchingStatement[])[],
  variable: VariableValue,
): Iterable<ArnSet | 'more'> {
  return pieces(arnsOf(wildcard(some)), cutters(lists, variable));
}

const MOST_PIECES = 1024;

/** The whole first, then what is left of it after each choice of one pattern a policy. */
function* pieces(whole: readonly ArnSet[], cuts: readonly (readonly ArnSet[])[]): Iterable<ArnSet | 'more'> {
  yield* whole;
  const seen = new Set(whole.map(({ text }) => text));
  let current = [...whole];
  let all = true;
  for (const sets of cuts) {
    const next = [...current];
    for (const piece of current) {
      for (const set of sets) {
        const common = commonArns(piece, set);
        all &&= common.whole;
        for (const smaller of common.arns) {
          if (seen.has(smaller.text)) continue;
          if (seen.size === MOST_PIECES) return yield 'more';
          seen.add(smaller.text);
          next.push(smaller);
          yield smaller;
        }
      }
    }
    current = next;
  }
  if (!all) yield 'more';
}

/** For each list of policies the resources that it allows, and for each Deny the ones that it excepts. */
function cutters(lists: readonly (readonly MatchingStatement[])[], variable: VariableValue): ArnSet[][] {
  const named = (effect: 'Allow' | 'Deny') => (one: MatchingStatement) => {
    const { statement } = one.matching;
    return statement.effect === effect && statement.resource.negated === (effect === 'Deny');
  };
  const cuts = (one: MatchingStatement) => cutsOf(one, variable);
  return [
    ...lists.map((list) => list.filter(named('Allow')).flatMap(cuts)),
    ...lists.flat().filter(named('Deny')).map(cuts),
  ].filter((sets) => sets.length > 0);
}

function cutsOf({ matching }: MatchingStatement, variable: VariableValue): ArnSet[] {
  return matching.statement.resource.patterns
    .filter((pattern) => !isEveryResource(pattern))
    .map((pattern): Pattern | undefined => resolve(pattern, variable))
    .flatMap((pattern) => (pattern ? arnsOf(pattern) : []));
}
