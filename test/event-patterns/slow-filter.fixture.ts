import fc from 'fast-check';
import type { Fact, JsonObject, JsonValue, Scalar } from '../../src/event-patterns/demanded-event.ts';

/** What a pattern says of one event; undefined where AWS does not say. */
type Said = boolean | undefined;

type Operand =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string };

type Tree =
  | { readonly kind: 'compare'; readonly path: string; readonly operator: string; readonly operand: Operand }
  | {
      readonly kind: 'word';
      readonly path: string;
      readonly word: 'NOT EXISTS' | 'IS NULL' | 'IS TRUE' | 'IS FALSE';
    }
  | { readonly kind: 'all'; readonly of: readonly Tree[] }
  | { readonly kind: 'any'; readonly of: readonly Tree[] };

/** Of the event, whatever the pattern asks for: one, several, none, or nobody knows. */
export function matches(tree: Tree, event: JsonObject): Said {
  if (tree.kind === 'all') return and(tree.of.map((part) => matches(part, event)));
  if (tree.kind === 'any') {
    const not = and(tree.of.map((part) => flip(matches(part, event))));
    return flip(not);
  }
  const value = valueAt(tree.path, event);
  if (tree.kind === 'word') return ofWord(tree.word, value);
  if (value === undefined || (typeof value === 'object' && value !== null)) return false;
  return compare(tree.operator, tree.operand, value);
}

const flip = (said: Said): Said => (said === undefined ? undefined : !said);

const and = (said: readonly Said[]): Said =>
  said.includes(false) ? false : said.includes(undefined) ? undefined : true;

function valueAt(path: string, event: JsonValue): JsonValue | undefined {
  let value: JsonValue | undefined = event;
  for (const [, name, place] of path.matchAll(/([a-z]+)|\[(\d)\]/g)) {
    if (Array.isArray(value)) value = place === undefined ? undefined : value[Number(place)];
    else if (typeof value === 'object' && value !== null && name !== undefined)
      value = (value as JsonObject)[name];
    else value = undefined;
  }
  return value;
}

function ofWord(word: string, value: JsonValue | undefined): Said {
  if (word === 'NOT EXISTS') return value === undefined;
  const meant = { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false }[word];
  if (meant !== null && value === String(meant)) return undefined;
  return value === meant;
}

const NUMBERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

function compare(operator: string, operand: Operand, value: Scalar): Said {
  const but = operator === '!=';
  if (operand.kind === 'number') {
    if (typeof value === 'number') return NUMBERS[operator]?.(value, Number(operand.text));
    if (typeof value === 'string') return operator === '=' && value !== operand.text ? false : undefined;
    return but ? undefined : false;
  }
  if (typeof value === 'string') {
    const found =
      operand.kind === 'expression'
        ? new RegExp(operand.text, 's').test(value)
        : new RegExp(
            `^${operand.text
              .split('*')
              .map((part) => part.replace(/[^a-z]/g, '\\$&'))
              .join('.*')}$`,
            's',
          ).test(value);
    return found !== but;
  }
  if (operand.kind === 'expression') return undefined;
  if (operand.text.includes('*'))
    return typeof value === 'number' && operand.text === '*' && !operand.quoted && !but ? true : undefined;
  if (operand.text === String(value)) return undefined;
  return but ? undefined : false;
}

/** The fields of the events, and what is known of them. */
export const FACTS: Readonly<Record<string, Fact>> = {
  v: { oneOf: ['ab'] },
  w: { oneOf: ['a', 1, true], orAbsent: true },
  s: {},
  t: { noneOf: ['ab', ''] },
  l: { like: 'a*b' },
  n: { absent: true },
  'o.v': { oneOf: ['ab'] },
};

const PATHS = ['v', 'w', 's', 't', 'l', 'n', 'o', 'o.v', 'o.f', 'f', 'g', 'g.f', 'g.h', 'e[0]', 'e[1]', 'e'];

const pick = <T>(...of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of);

const operand: fc.Arbitrary<Operand> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: pick('a', 'b', 'ab', 'a*', '*b', '*', 'a*b', '*a*', 'true', 'null', 'aab'),
    quoted: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('number' as const), text: pick('1', '2', '-1.5', '1e1') }),
  fc.record({
    kind: fc.constant('expression' as const),
    text: pick('^a', 'b$', '^a?b$', '[ab]{2}', '^[^a]|a', 'a.b', '^$|.', '^\\w+$', 'b{2,}$', 'a+'),
  }),
);

const compared: fc.Arbitrary<Tree> = fc
  .record({
    kind: fc.constant('compare' as const),
    path: pick(...PATHS),
    operator: pick(...Object.keys(NUMBERS)),
    operand,
  })
  .map((term) =>
    term.operand.kind === 'number' || term.operator === '!=' ? term : { ...term, operator: '=' },
  );

const worded: fc.Arbitrary<Tree> = fc.record({
  kind: fc.constant('word' as const),
  path: pick(...PATHS),
  word: pick('NOT EXISTS' as const, 'IS NULL' as const, 'IS TRUE' as const, 'IS FALSE' as const),
});

export const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { arbitrary: compared, weight: 3 },
    { arbitrary: worded, weight: 2 },
    {
      arbitrary: fc.record({
        kind: pick('all' as const, 'any' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
      }),
      weight: 4,
    },
  ),
})).tree;

/** A pattern as text: with other spaces and more parentheses than it needs. */
export function written(tree: Tree, loose: boolean): string {
  const space = loose ? ' ' : '';
  if (tree.kind === 'word') return `$.${tree.path} ${tree.word}`;
  if (tree.kind === 'compare') {
    const { kind, text } = tree.operand;
    const value =
      kind === 'expression' ? `%${text}%` : kind === 'text' && tree.operand.quoted ? `"${text}"` : text;
    return `$.${tree.path}${space}${tree.operator}${space}${value}`;
  }
  const parts = tree.of.map((part) =>
    part.kind === 'any' || (loose && part.kind !== 'all')
      ? `(${space}${written(part, loose)})`
      : written(part, loose),
  );
  return parts.join(tree.kind === 'all' ? `${space}&&${space}` : `${space}||${space}`);
}

const text = fc.oneof(
  pick('', 'a', 'b', 'ab', 'aab', 'abb', 'ba', 'true', '1', 'x'),
  fc.string({ maxLength: 3 }),
);
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  text,
  pick<Scalar>(null, true, false, 0, 1, 2, 5, 10, -1.5, -7),
);
const anything: fc.Arbitrary<JsonValue | undefined> = fc.oneof(
  scalar,
  fc.constant(undefined),
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(pick('f', 'h'), scalar, { maxKeys: 2 }),
);

/** Events to which the facts apply, and which say else what they like. */
export const events: fc.Arbitrary<JsonObject> = fc
  .record({
    w: pick<Scalar | undefined>('a', 1, true, undefined),
    s: text,
    t: text.filter((said) => said !== 'ab' && said !== ''),
    l: text.map((said) => `a${said}b`),
    o: fc.dictionary(pick('f'), scalar, { maxKeys: 1 }),
    f: anything,
    g: anything,
    e: anything,
  })
  .map(({ o, ...event }) => ({
    v: 'ab',
    o: { ...o, v: 'ab' },
    ...Object.fromEntries(
      Object.entries(event).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  }));
