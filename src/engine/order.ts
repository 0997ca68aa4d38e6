import type { Finding } from '../finding/report.ts';

type Key = string | number;

/** Sorted by a list of keys, each compared as what it is. The same items always come in the same order. */
export function sortBy<T>(items: readonly T[], keys: (item: T) => readonly Key[]): T[] {
  return items
    .map((item) => ({ item, keys: keys(item) }))
    .sort((a, b) => compare(a.keys, b.keys))
    .map(({ item }) => item);
}

/** Split into lists of items with the same key; lists and items stay in order. */
export function splitBy<T>(items: readonly T[], keyOf: (item: T) => string): (readonly [T, ...T[]])[] {
  return [...listsOf(items.map((item) => [keyOf(item), item] as const)).values()];
}

/** Items by key, each list in the order in which its items came. */
export function listsOf<K, T>(entries: Iterable<readonly [K, T]>): ReadonlyMap<K, readonly [T, ...T[]]> {
  const lists = new Map<K, [T, ...T[]]>();
  for (const [key, item] of entries) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [item]);
    else list.push(item);
  }
  return lists;
}

/** What findings are sorted by in a report: the gravest first. */
export function orderOfFinding({ severity, ruleId, accountId, region, id }: Finding): readonly Key[] {
  return [10 - severity.score, ruleId, accountId, region, id];
}

/** Below 0 where the first list of keys comes first. */
export function compare(a: readonly Key[], b: readonly Key[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const key = a[index];
    const other = b[index];
    if (key === undefined || other === undefined || key === other) continue;
    return key < other ? -1 : 1;
  }
  return 0;
}
