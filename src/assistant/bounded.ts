/** Characters of JSON that an assistant can take at once. */
const MOST = 100_000;

/** How much of each text, and of each list or structure, is told. */
interface Measure {
  readonly characters: number;
  readonly items: number;
}

/** One after the other, until what is told is short enough; texts are cut before lists, whose pages would lack something. */
const MEASURES: readonly Measure[] = [
  { characters: 20_000, items: 1_000 },
  { characters: 2_000, items: 200 },
  { characters: 300, items: 100 },
  { characters: 100, items: 100 },
  { characters: 100, items: 25 },
  { characters: 60, items: 5 },
  { characters: 30, items: 2 },
];

/**
 * A value that JSON can hold, in at most 100,000 characters of it: what is too long is cut, and says how much is left out,
 * as `… (12 more items)`.
 */
export function bounded(value: unknown): unknown {
  if (lengthOf(value) <= MOST) return value;
  for (const measure of MEASURES) {
    const shorter = cut(value, measure);
    if (lengthOf(shorter) <= MOST) return shorter;
  }
  return cut(JSON.stringify(value), { characters: MOST / 4, items: 0 });
}

/** As it is laid out in the end. */
function lengthOf(value: unknown): number {
  return JSON.stringify(value, undefined, 1)?.length ?? 0;
}

function cut(value: unknown, measure: Measure): unknown {
  const { characters, items } = measure;
  if (typeof value === 'string')
    return value.length <= characters
      ? value
      : `${value.slice(0, characters)}${leftOut(value.length - characters, 'characters')}`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const told = value.slice(0, items).map((item) => cut(item, measure));
    return value.length <= items ? told : [...told, leftOut(value.length - items, 'items')];
  }
  const fields = Object.entries(value);
  // A finding or a resource has few fields, and none of them may be missing.
  const most = Math.max(items, 40);
  const told = fields
    .slice(0, most)
    .map(([name, field]) => [String(cut(name, measure)), cut(field, measure)] as const);
  if (fields.length <= most) return Object.fromEntries(told);
  return { ...Object.fromEntries(told), '…': leftOut(fields.length - most, 'fields') };
}

function leftOut(count: number, what: 'characters' | 'fields' | 'items'): string {
  return `… (${count} more ${what})`;
}
