import type { PortSet } from './port-set.ts';

/** Neighbouring ports that exactly the same items hold, those in the order in which they were given. */
export interface PortSegment<T> {
  readonly from: number;
  readonly until: number;
  readonly holders: readonly T[];
}

/** Cuts the ports at every border of an item, and yields the segments that any item holds, ascending. */
export function* portSegments<T extends { readonly ports: PortSet }>(
  items: readonly T[],
): Generator<PortSegment<T>> {
  const starting = new Map<number, T[]>();
  const ending = new Map<number, T[]>();
  for (const item of items) {
    for (const { from, until } of item.ports) {
      append(starting, from, item);
      append(ending, until, item);
    }
  }
  const borders = [...new Set([...starting.keys(), ...ending.keys()])].sort((a, b) => a - b);
  const holders = new Set<T>();
  for (const [i, from] of borders.entries()) {
    for (const item of ending.get(from) ?? []) holders.delete(item);
    for (const item of starting.get(from) ?? []) holders.add(item);
    const until = borders[i + 1];
    if (until !== undefined && holders.size > 0)
      yield { from, until, holders: items.filter((item) => holders.has(item)) };
  }
}

function append<T>(lists: Map<number, T[]>, key: number, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
