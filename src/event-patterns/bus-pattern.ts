import type { EventCondition } from './decide.ts';
import {
  type EventTerm,
  type Judgement,
  NEVER,
  STRINGS_UNSURE,
  type Step,
  type Strings,
} from './event-term.ts';
import type { Unparsable } from './filter-pattern.ts';
import { all, any, type Formula, type Truth, term } from './formula.ts';
import { ANYTHING, type Language, literally, NO_STRING, one, type Piece } from './language.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Reads an event pattern of EventBridge.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function parseBusPattern(text: string): EventCondition | Unparsable {
  let pattern: Json;
  try {
    pattern = JSON.parse(text);
  } catch {
    return { unparsable: 'no JSON', at: 0 };
  }
  if (!isObject(pattern)) return { unparsable: 'no object', at: 0 };
  try {
    const terms: EventTerm[] = [];
    return { formula: fields(pattern, [], terms), terms };
  } catch (problem) {
    if (problem instanceof UnknownMatcher) return { unparsable: problem.message, at: 0 };
    throw problem;
  }
}

class UnknownMatcher extends Error {}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isText = (value: Json | undefined): value is string => typeof value === 'string';

const refuse = (what: Json, steps: readonly Step[]): never => {
  throw new UnknownMatcher(
    `${steps.map(String).join('.')}: ${JSON.stringify(what)} is no matcher that is known`,
  );
};

function fields(
  pattern: { readonly [name: string]: Json },
  steps: readonly Step[],
  terms: EventTerm[],
): Formula {
  return all(
    Object.entries(pattern).map(([name, value]) => {
      if (name === '$or' && isList(value) && value.every(isObject))
        return any(value.map((alternative) => fields(alternative, steps, terms)));
      // The fields of an event are told apart by their names with dots between them.
      if (name.includes('.')) return refuse(name, steps);
      const path = [...steps, name];
      if (isObject(value)) return fields(value, path, terms);
      if (!isList(value)) return refuse(value, path);
      return any(
        value.map((matcher) => {
          const judgement = judgementOf(matcher) ?? refuse(matcher, path);
          return term(terms.push({ text: JSON.stringify(matcher), steps: path, judgement }) - 1);
        }),
      );
    }),
  );
}

/** Whether one element of a list is enough, and which, depends on the matcher: a list is not judged. */
const ON_LEAVES: Judgement = { ...NEVER, array: 'maybe' };

const ofStrings = (within: Language, but = false): Judgement => ({
  ...ON_LEAVES,
  string: { within, but, unsure: NO_STRING },
});

function judgementOf(matcher: Json): Judgement | undefined {
  if (isText(matcher)) return ofStrings([literally(matcher)]);
  if (typeof matcher === 'number') return ofNumbers((value) => value === matcher, [matcher]);
  if (typeof matcher === 'boolean' || matcher === null) return { ...ON_LEAVES, [`${matcher}`]: 'yes' };
  if (!isObject(matcher)) return undefined;
  const [[name, value] = ['', null], ...others] = Object.entries(matcher);
  if (others.length > 0) return undefined;
  if (name === 'exists') return typeof value === 'boolean' ? ofPresence(value) : undefined;
  if (name === 'numeric') return isList(value) ? ofNumeric(value) : undefined;
  if (name === 'cidr') return isText(value) ? { ...ON_LEAVES, string: ADDRESSES_UNSURE } : undefined;
  if (name === 'anything-but') return ofAnythingBut(value);
  const language = languageOf(name, value);
  return language === undefined ? undefined : ofStrings(language);
}

const ofNumbers = (holds: (value: number) => boolean, cuts: readonly number[]): Judgement => ({
  ...ON_LEAVES,
  number: (value) => (holds(value) ? 'yes' : 'no'),
  cuts,
});

/** Works on leaves only; what it says of what is no leaf is not said. */
function ofPresence(there: boolean): Judgement {
  const leaf: Truth = there ? 'yes' : 'no';
  return {
    absent: there ? 'no' : 'yes',
    null: leaf,
    true: leaf,
    false: leaf,
    object: 'maybe',
    array: 'maybe',
    number: () => leaf,
    cuts: [],
    string: { within: NO_STRING, but: there, unsure: NO_STRING },
  };
}

const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function ofNumeric(list: readonly Json[]): Judgement | undefined {
  const bounds: { holds: (a: number, b: number) => boolean; bound: number }[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const [operator, bound] = [list[at], list[at + 1]];
    const holds = isText(operator) ? NUMERIC[operator] : undefined;
    if (holds === undefined || typeof bound !== 'number') return undefined;
    bounds.push({ holds, bound });
  }
  if (bounds.length === 0) return undefined;
  return ofNumbers(
    (value) => bounds.every(({ holds, bound }) => holds(value, bound)),
    bounds.map(({ bound }) => bound),
  );
}

/** What reads like an address may be in the block; nothing else is. */
const ADDRESSES_UNSURE: Strings = {
  within: NO_STRING,
  but: false,
  unsure: [
    [
      {
        of: { named: new Set('0123456789abcdefABCDEF.:/'), allBut: false },
        least: 1,
        most: Number.POSITIVE_INFINITY,
      },
    ],
  ],
};

function ofAnythingBut(value: Json): Judgement | undefined {
  const others = { null: 'maybe', true: 'maybe', false: 'maybe' } as const;
  if (isObject(value)) {
    const [[name, texts] = ['', null], ...more] = Object.entries(value);
    const languages = (isList(texts) ? texts : [texts]).map((text) => languageOf(name, text));
    if (more.length > 0 || languages.includes(undefined)) return undefined;
    const within = languages.flatMap((language) => language ?? []);
    return { ...ofStrings(within, true), ...others, number: () => 'maybe' };
  }
  const listed = isList(value) ? value : [value];
  if (listed.length > 0 && listed.every(isText))
    return {
      ...ofStrings(
        listed.map((text) => literally(text)),
        true,
      ),
      ...others,
      number: () => 'maybe',
    };
  const numbers = listed.filter((item) => typeof item === 'number');
  if (numbers.length === 0 || numbers.length < listed.length) return undefined;
  return { ...ofNumbers((value) => !numbers.includes(value), numbers), ...others, string: STRINGS_UNSURE };
}

/** The strings of a matcher that knows no list. */
function languageOf(name: string, value: Json): Language | undefined {
  if (isObject(value)) {
    const [[inner, text] = ['', null], ...others] = Object.entries(value);
    if (inner !== 'equals-ignore-case' || others.length > 0 || !isText(text)) return undefined;
    const pieces = literally(text, { anyCase: true });
    return name === 'prefix'
      ? [[...pieces, ANYTHING]]
      : name === 'suffix'
        ? [[ANYTHING, ...pieces]]
        : undefined;
  }
  if (!isText(value)) return undefined;
  if (name === 'prefix') return [[...literally(value), ANYTHING]];
  if (name === 'suffix') return [[ANYTHING, ...literally(value)]];
  if (name === 'equals-ignore-case') return [literally(value, { anyCase: true })];
  return name === 'wildcard' ? wildcardOf(value) : undefined;
}

/** `*` for anything; `\*` and `\\` for themselves. */
function wildcardOf(text: string): Language | undefined {
  const pieces: Piece[] = [];
  for (const [part] of text.matchAll(/\\.|./gsu)) {
    if (part === '*') pieces.push(ANYTHING);
    else if (part === '\\*' || part === '\\\\') pieces.push(one(part.slice(1)));
    else if (part.startsWith('\\')) return undefined;
    else pieces.push(one(part));
  }
  return [pieces];
}
