/** The values v with from <= v < until. Half-open, so that sets are computed by comparing alone. */
export interface Interval<T extends number | bigint> {
  readonly from: T;
  readonly until: T;
}

/** Intervals in ascending order that neither overlap nor touch. Build one with {@link intervalSet}. */
export type IntervalSet<T extends number | bigint> = readonly Interval<T>[];

/** The values in any of the intervals, which may come in any order, overlap, or be empty. */
export function intervalSet<T extends number | bigint>(intervals: Iterable<Interval<T>>): IntervalSet<T> {
  const sorted = [...intervals]
    .filter(({ from, until }) => from < until)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: Interval<T>[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.until < next.from) merged.push(next);
    else if (last.until < next.until) merged[merged.length - 1] = { from: last.from, until: next.until };
  }
  return merged;
}

export function union<T extends number | bigint>(...sets: readonly IntervalSet<T>[]): IntervalSet<T> {
  return intervalSet(sets.flat());
}

export function intersect<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  const shared: Interval<T>[] = [];
  let start = 0;
  for (const { from, until } of a) {
    for (let i = start; i < b.length; i += 1) {
      const other = b[i];
      if (other === undefined || other.from >= until) break;
      if (other.until <= from) start = i + 1;
      else shared.push({ from: larger(from, other.from), until: smaller(until, other.until) });
    }
  }
  return shared;
}

/** What is in a and not in b. */
export function subtract<T extends number | bigint>(a: IntervalSet<T>, b: IntervalSet<T>): IntervalSet<T> {
  const left: Interval<T>[] = [];
  let start = 0;
  for (const { from, until } of a) {
    let uncut = from;
    for (let i = start; i < b.length; i += 1) {
      const cut = b[i];
      if (cut === undefined || cut.from >= until) break;
      if (cut.until <= from) start = i + 1;
      else {
        if (uncut < cut.from) left.push({ from: uncut, until: cut.from });
        uncut = cut.until;
      }
    }
    if (uncut < until) left.push({ from: uncut, until });
  }
  return left;
}

/** Is every value of `part` in `whole`? */
export function covers<T extends number | bigint>(whole: IntervalSet<T>, part: IntervalSet<T>): boolean {
  return subtract(part, whole).length === 0;
}

export function contains<T extends number | bigint>(set: IntervalSet<T>, value: T): boolean {
  return set.some(({ from, until }) => from <= value && value < until);
}

function larger<T extends number | bigint>(a: T, b: T): T {
  return a < b ? b : a;
}

function smaller<T extends number | bigint>(a: T, b: T): T {
  return a < b ? a : b;
}
