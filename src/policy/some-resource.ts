import { type KeyLookup, single } from './condition.ts';
import { statementsFor } from './document.ts';
import type { Policies } from './evaluate.ts';
import { actionNamed, isEveryResource, matchesAction, serviceOf } from './matcher.ts';
import { meet, type Pattern, resolve, wildcard } from './pattern.ts';
import { lookupIn, type Request } from './request.ts';
import type { Statement } from './statement.ts';
import type { Policy } from './votes.ts';

/**
 * The pieces into which the Allows (and the Denies by NotResource) cut a pattern of resources. The policies answer each
 * piece alike, so its representative speaks for it: a Deny matches that only by covering the piece.
 */
export function resourcesWorthAsking(request: Request, some: string, policies: Policies): Iterable<Pattern> {
  return pieces(wildcard(some), cutters(request, policies));
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
function cutters(request: Request, policies: Policies): Pattern[][] {
  const { identity = [], resource = [], boundary, session = [], scps = [], rcps = [] } = policies;
  const allowing: (readonly Policy[])[] = [
    [...identity, ...resource],
    boundary ? [boundary] : [],
    session,
    ...scps,
    ...rcps,
  ];
  const lookup = lookupIn(request);
  const action = actionNamed(request.action);
  const relevant = (list: readonly Policy[]) =>
    list
      .flatMap(({ document }) => statementsFor(document, serviceOf(request.action)))
      .filter((statement) => matchesAction(statement.action, action));
  const allows = allowing.map((list) =>
    relevant(list)
      .filter(({ effect, resource: element }) => effect === 'Allow' && !element.negated)
      .flatMap((statement) => cutsOf(statement, lookup)),
  );
  const exceptions = relevant(allowing.flat())
    .filter(({ effect, resource: element }) => effect === 'Deny' && element.negated)
    .map((statement) => cutsOf(statement, lookup));
  return [...allows, ...exceptions].filter((patterns) => patterns.length > 0);
}

function cutsOf({ resource }: Statement, lookup: KeyLookup): Pattern[] {
  return resource.patterns
    .filter((pattern) => !isEveryResource(pattern))
    .map((pattern) => resolve(pattern, single(lookup)))
    .filter((pattern) => pattern !== undefined);
}
