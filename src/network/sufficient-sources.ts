import { type AddressFamily, type AddressSet, intersect, size, subtract, union } from './address-set.ts';

/** Addresses of one family that somebody may or may not hold. */
export interface Goal {
  readonly family: AddressFamily;
  readonly addresses: AddressSet;
  /** Lacking fewer than this many still counts as holding the goal; with 1n every address is needed. */
  readonly slack: bigint;
}

/**
 * Answers, for any of the sets it is given, which have to go before the rest no longer hold the goal; none
 * when they do not hold it now. Those are the largest that suffice together, then the largest that suffice
 * of what is left, and so on: of 0.0.0.0/0, both its halves and a partner's /32, all but the /32.
 */
export function sufficiency(goal: Goal): (sets: Iterable<AddressSet>) => ReadonlySet<AddressSet> {
  const known = new Map<AddressSet, Measured>();
  return (sets) => {
    const sufficient = new Set<AddressSet>();
    let rest = [...new Set(sets)].map((set) => remembered(known, set, goal)).sort(largestFirst);
    while (holdsGoal(goal, rest)) {
      const layer = largestThatSuffice(goal, rest);
      if (layer.size === 0) break;
      for (const { set } of layer) sufficient.add(set);
      rest = rest.filter((measured) => !layer.has(measured));
    }
    return sufficient;
  };
}

/** A set, and the part of it that counts towards the goal. */
interface Measured {
  readonly set: AddressSet;
  readonly part: AddressSet;
  readonly size: bigint;
}

function remembered(known: Map<AddressSet, Measured>, set: AddressSet, goal: Goal): Measured {
  const earlier = known.get(set);
  if (earlier !== undefined) return earlier;
  const part = intersect(set, goal.addresses);
  const measured = { set, part, size: size(part, goal.family) };
  known.set(set, measured);
  return measured;
}

function largestFirst(a: Measured, b: Measured): number {
  return a.size > b.size ? -1 : a.size < b.size ? 1 : 0;
}

/** Sums first: most sets fall far short, and adding is cheaper than merging. */
function holdsGoal(goal: Goal, measured: readonly Measured[]): boolean {
  const sum = measured.reduce((total, { size }) => total + size, 0n);
  if (size(goal.addresses, goal.family) - sum >= goal.slack) return false;
  const held = union(...measured.map(({ part }) => part));
  return size(subtract(goal.addresses, held), goal.family) < goal.slack;
}

function largestThatSuffice(goal: Goal, measured: readonly Measured[]): ReadonlySet<Measured> {
  const layer = new Set<Measured>();
  let lacking = goal.addresses;
  for (const candidate of measured) {
    if (size(lacking, goal.family) < goal.slack) break;
    const left = subtract(lacking, candidate.part);
    if (size(left, goal.family) < size(lacking, goal.family)) layer.add(candidate);
    lacking = left;
  }
  return layer;
}
