import type { Truth } from './truth.ts';

/** A policy variable such as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`; the key is in lower case. */
export interface Variable {
  readonly key: string;
  readonly fallback: string | undefined;
}

/**
 * A string of the policy language, read once: literal characters, `*` (any characters), `?` (any one character)
 * and policy variables. Equal languages have equal token lists: of neighbouring wildcards `?` comes first and one
 * `*` last.
 */
export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The whole pattern, when it has neither wildcard nor variable. */
  readonly literal: string | undefined;
  readonly variables: boolean;
  /** A variable stood here whose value the scan does not know. */
  readonly open: boolean;
  /** How many colons it has outside variables. */
  readonly colons: number;
}

export type Token = number | Variable;

const COLON = 58;
const ANY = -1;
const STAR = -2;
/** The place of a variable with an unknown value: some string, we cannot say which. */
const OPEN = -3;

export interface Spelling {
  readonly wildcards: boolean;
  /** Only policies of version 2012-10-17 have variables. */
  readonly variables: boolean;
}

const VARIABLE = /\$\{([^{}]*)\}/g;
const VARIABLE_NAME = /^\s*([^,']+?)\s*(?:,\s*'([^']*)')?\s*$/;

/**
 * Variables in braces, `${*}`, `${?}` and `${$}` for the characters themselves, and defaults in single quotes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compile(text: string, { wildcards, variables }: Spelling): Pattern {
  const tokens: Token[] = [];
  let end = 0;
  if (variables) {
    for (const found of text.matchAll(VARIABLE)) {
      pushText(tokens, text.slice(end, found.index), wildcards);
      tokens.push(...variableTokens(found[0], found[1] ?? ''));
      end = found.index + found[0].length;
    }
  }
  pushText(tokens, text.slice(end), wildcards);
  return fromTokens(tokens, text);
}

/** The pattern that matches this text and nothing else. */
export function literal(text: string): Pattern {
  const tokens: number[] = [];
  pushText(tokens, text, false);
  return { text, tokens, literal: text, variables: false, open: false, colons: colonsIn(tokens) };
}

/** A pattern with wildcards and without variables. */
export function wildcard(text: string): Pattern {
  return compile(text, { wildcards: true, variables: false });
}

function pushText(tokens: Token[], text: string, wildcards: boolean): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (wildcards && code === 42) tokens.push(STAR);
    else if (wildcards && code === 63) tokens.push(ANY);
    else tokens.push(code);
  }
}

function variableTokens(whole: string, inner: string): Token[] {
  if (inner === '*' || inner === '?' || inner === '$') return [inner.charCodeAt(0)];
  const parts = VARIABLE_NAME.exec(inner);
  if (!parts?.[1]) return [...whole].map((character) => character.charCodeAt(0));
  return [{ key: parts[1].toLowerCase(), fallback: parts[2] }];
}

function fromTokens(tokens: readonly Token[], text?: string): Pattern {
  const ordered = wildcardsInOrder(tokens);
  const plain = ordered.every((token) => typeof token === 'number' && token >= 0);
  const written = text ?? spell(ordered);
  return {
    text: written,
    tokens: ordered,
    literal: plain ? spell(ordered) : undefined,
    variables: ordered.some((token) => typeof token === 'object'),
    open: ordered.includes(OPEN),
    colons: colonsIn(ordered),
  };
}

function colonsIn(tokens: readonly Token[]): number {
  let colons = 0;
  for (const token of tokens) if (token === COLON) colons++;
  return colons;
}

function wildcardsInOrder(tokens: readonly Token[]): Token[] {
  const ordered: Token[] = [];
  let star = false;
  for (const token of tokens) {
    if (token === STAR) star = true;
    else {
      if (star && token !== ANY) {
        ordered.push(STAR);
        star = false;
      }
      ordered.push(token);
    }
  }
  if (star) ordered.push(STAR);
  return ordered;
}

function spell(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (typeof token === 'object') text += `\${${token.key}}`;
    else if (token === STAR || token === OPEN) text += '*';
    else text += token === ANY ? '?' : String.fromCharCode(token);
  }
  return text;
}

/** The value of a condition key: its only value, `absent`, or undefined when the scan cannot know it. */
export type VariableValue = (key: string) => string | 'absent' | undefined;

/**
 * The pattern with its variables replaced; their values match literally, wildcards included. Undefined when a
 * variable has no value in the request and no default: "any attempt to match it fails".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolve(pattern: Pattern, variable: VariableValue): Pattern | undefined {
  if (!pattern.variables) return pattern;
  const tokens: Token[] = [];
  for (const token of pattern.tokens) {
    if (typeof token === 'number') tokens.push(token);
    else {
      const value = variable(token.key);
      if (value === undefined) tokens.push(OPEN);
      else if (value !== 'absent') pushText(tokens, value, false);
      else if (token.fallback !== undefined) pushText(tokens, token.fallback, false);
      else return undefined;
    }
  }
  return fromTokens(tokens);
}

/** Whether every string of `inner` is also a string of `outer`. Variables of `outer` cover nothing. */
export function covers(outer: Pattern, inner: Pattern): boolean {
  if (outer.literal !== undefined) return outer.literal === inner.literal;
  return absorbs(outer.tokens, inner.tokens, false);
}

/** Whether the text is one of the pattern's; unknown when that depends on a variable whose value is not known. */
export function matches(pattern: Pattern, text: Pattern): Truth {
  if (pattern.literal !== undefined) return pattern.literal === text.literal;
  const fits = absorbs(pattern.tokens, text.tokens, pattern.open);
  return fits && pattern.open ? 'unknown' : fits;
}

/**
 * The usual greedy wildcard match, over tokens: at most one step back to the latest `*`, so the time is bounded by
 * the product of the lengths however hostile the pattern. A `*` of the inner pattern is one symbol that only a `*`
 * of the outer pattern takes in.
 */
function absorbs(outer: readonly Token[], inner: readonly Token[], openMatchesAll: boolean): boolean {
  const isStar = (token: Token | undefined) => token === STAR || (openMatchesAll && token === OPEN);
  let at = 0;
  let read = 0;
  let star = -1;
  let mark = 0;
  while (read < inner.length) {
    const token = outer[at];
    if (isStar(token)) {
      star = at++;
      mark = read;
    } else if (token !== undefined && takes(token, inner[read])) {
      at++;
      read++;
    } else if (star >= 0) {
      at = star + 1;
      read = ++mark;
    } else return false;
  }
  while (isStar(outer[at])) at++;
  return at === outer.length;
}

function takes(outer: Token, inner: Token | undefined): boolean {
  if (outer === ANY) return inner === ANY || (typeof inner === 'number' && inner >= 0);
  return typeof outer === 'number' && outer >= 0 && outer === inner;
}

/**
 * A pattern whose strings belong to both, as wide as one pattern can be; undefined when they share no string.
 * Variables without a value stand for any string.
 */
export function meet(a: Pattern, b: Pattern): Pattern | undefined {
  if (covers(a, b)) return b;
  if (covers(b, a)) return a;
  const left = a.tokens;
  const right = b.tokens;
  const dead = new Set<number>();
  const path: Token[] = [];

  function walk(i: number, j: number): boolean {
    const x = left[i];
    const y = right[j];
    if (x === undefined && y === undefined) return true;
    const place = i * (right.length + 1) + j;
    if (dead.has(place)) return false;
    const absorb = (colon: boolean) =>
      (wide(x) && y !== undefined && (y === COLON) === colon && step(y, i, j + 1)) ||
      (wide(y) && x !== undefined && (x === COLON) === colon && step(x, i + 1, j));
    const found =
      (wide(x) && wide(y) && x !== undefined && step(x, i + 1, j + 1)) ||
      absorb(false) ||
      (wide(x) && walk(i + 1, j)) ||
      (wide(y) && walk(i, j + 1)) ||
      (x !== undefined && y !== undefined && takes(x, y) && step(y, i + 1, j + 1)) ||
      (x !== undefined && y !== undefined && takes(y, x) && step(x, i + 1, j + 1)) ||
      // Last, so that the segments of two ARNs stay side by side.
      absorb(true);
    if (!found) dead.add(place);
    return found;
  }
  function step(token: Token, i: number, j: number): boolean {
    path.push(token);
    if (walk(i, j)) return true;
    path.pop();
    return false;
  }
  return walk(0, 0) ? fromTokens(path) : undefined;
}

function wide(token: Token | undefined): boolean {
  return token === STAR || token === OPEN || typeof token === 'object';
}

export function intersects(a: Pattern, b: Pattern): boolean {
  return meet(a, b) !== undefined;
}

/** In no policy: a private-use character, so only a wildcard takes it in. */
const FILLER = '\uE000';

/**
 * One string of the pattern that stands for nearly all of them: where the pattern is free, it holds characters that
 * no policy names. Another pattern matches it only by covering this one.
 */
export function representative(pattern: Pattern): string {
  let text = '';
  for (const token of pattern.tokens) {
    if (token === ANY) text += FILLER;
    else if (typeof token === 'number' && token >= 0) text += String.fromCharCode(token);
    else text += FILLER.repeat(8);
  }
  return text;
}

/** The pattern cut at its first `parts - 1` colons. */
export function atColons(pattern: Pattern, parts: number): Pattern[] {
  const pieces: Token[][] = [[]];
  for (const token of pattern.tokens) {
    if (token === COLON && pieces.length < parts) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces.map((piece) => fromTokens(piece));
}

/**
 * Whether the text still matches when a `*` that is not the last character of its segment stays inside the segment.
 * AWS says only of a last `*` that it may reach across colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesWithinSegments(pattern: Pattern, text: Pattern): boolean {
  let reachable = new Set([0]);
  const skipStars = (places: Iterable<number>) => {
    const all = new Set(places);
    for (const place of all) if (wide(pattern.tokens[place])) all.add(place + 1);
    return all;
  };
  reachable = skipStars(reachable);
  for (const symbol of text.tokens) {
    const next: number[] = [];
    for (const place of reachable) {
      const token = pattern.tokens[place];
      const following = pattern.tokens[place + 1];
      if (token === undefined) continue;
      if (wide(token)) {
        if (symbol !== COLON || following === undefined || following === COLON) next.push(place);
      } else if (takes(token, symbol)) next.push(place + 1);
    }
    reachable = skipStars(next);
  }
  return reachable.has(pattern.tokens.length);
}
