import type { Finding } from '../finding/report.ts';
import type { Teller } from '../rule/rule.ts';
import { listsOf } from './order.ts';

/** What is to be known of a failed verdict to tell whether another tells its cause. */
export interface Absorbable {
  readonly ruleId: string;
  /** Whether its rule is judged in each Region by itself. */
  readonly regional: boolean;
  readonly accountId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly part?: string | undefined;
  /** Of its severity, 0 to 10. */
  readonly score: number;
  readonly status: Finding['status'];
  readonly toldBy: readonly Teller[];
}

/**
 * The failed verdicts that are told by others, each with the one that tells it in the end and stays a finding itself.
 * A verdict stays one too where none that it names is there and active, where those that would tell it in the end are
 * milder, and where the naming goes in a circle.
 */
export function absorb<V extends Absorbable>(failed: readonly V[]): ReadonlyMap<V, V> {
  const find = finder(failed);
  const named = new Map(
    failed.flatMap((verdict) => {
      const tellers = find(verdict);
      return tellers.length === 0 ? [] : [[verdict, tellers] as const];
    }),
  );
  const namedBy = listsOf(
    [...named].flatMap(([verdict, tellers]) => tellers.map((teller) => [teller, verdict] as const)),
  );

  // What names nothing is settled; whoever names only what is settled is settled next. A circle never is.
  const absorbed = new Map<V, V>();
  const waiting = new Map([...named].map(([verdict, tellers]) => [verdict, tellers.length]));
  const settled = failed.filter((verdict) => !named.has(verdict));
  for (const verdict of settled) {
    const teller = named
      .get(verdict)
      ?.map((each) => absorbed.get(each) ?? each)
      .find(({ score }) => score >= verdict.score);
    if (teller !== undefined) absorbed.set(verdict, teller);
    for (const next of namedBy.get(verdict) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) settled.push(next);
    }
  }
  return absorbed;
}

/** Finds the active verdicts among those that a verdict names, each once, in its order. */
function finder<V extends Absorbable>(failed: readonly V[]): (verdict: V) => readonly V[] {
  const known = listsOf(
    failed
      .filter(({ status }) => status === 'ACTIVE')
      .map(
        (verdict) =>
          [keyOf(verdict.accountId, verdict.ruleId, verdict.resourceId, verdict.part), verdict] as const,
      ),
  );
  return (verdict) => {
    const { accountId, resourceId, status, toldBy } = verdict;
    if (status !== 'ACTIVE') return [];
    const tellers = toldBy.map(({ rule, resource = resourceId, part }) =>
      nearest(verdict, known.get(keyOf(accountId, rule, resource, part)) ?? []),
    );
    return [...new Set(tellers.filter((teller) => teller !== undefined))];
  };
}

/** In the same Region; in another one only where one of the two is not of a Region. */
function nearest<V extends Absorbable>(verdict: V, candidates: readonly V[]): V | undefined {
  return (
    candidates.find(({ region }) => region === verdict.region) ??
    candidates
      .filter(({ regional }) => !(regional && verdict.regional))
      .reduce<V | undefined>(
        (first, each) => (first !== undefined && first.region <= each.region ? first : each),
        undefined,
      )
  );
}

function keyOf(...identity: readonly (string | undefined)[]): string {
  return JSON.stringify(identity);
}
