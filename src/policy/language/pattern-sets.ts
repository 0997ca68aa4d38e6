import { fromTokens, type Pattern } from './pattern.ts';
import { ANY, isAnyString, OPEN, STAR, type Token, takes } from './token.ts';
import type { Truth } from './truth.ts';

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

/** The strings that belong to two patterns, as patterns: those with the most wildcards first. */
export interface Intersection {
  readonly patterns: readonly Pattern[];
  /** Whether these are all: hostile patterns share more than there is time to tell. */
  readonly whole: boolean;
}

/** How many patterns an intersection has at most. */
export const MOST_PATTERNS = 64;
/** How many characters both patterns may have together. */
const LONGEST = 1000;

/**
 * The strings that both patterns match. One pattern need not say that: `app-*` and `*-prod` share `app-*-prod` and,
 * where their fixed parts overlap, `app-prod`. Variables without a value stand for any string.
 *
 * Both are read side by side from a place in each, as a zip is closed, and every way to the end of both is kept:
 *
 * 1. two `*` become one, and one of them ends there: which one, is two ways;
 * 2. a `*` ends, or it takes in what the other has and goes on;
 * 3. two tokens agree: `b` and `b`, or `b` and `?`, which is `b`.
 *
 * What can follow a pair of places is found once, so the time is bounded by the product of the lengths.
 */
export function intersection(a: Pattern, b: Pattern): Intersection {
  if (covers(a, b)) return { patterns: [b], whole: true };
  if (covers(b, a)) return { patterns: [a], whole: true };
  if (!intersects(a, b)) return { patterns: [], whole: true };
  if (a.tokens.length + b.tokens.length > LONGEST) return { patterns: [], whole: false };
  const zip = new Zip(a.tokens, b.tokens);
  const found = widest(zip.from(0, 0).map((ending) => fromTokens(tokensOf(ending))));
  return { patterns: found.sort((one, other) => starsIn(other) - starsIn(one)), whole: zip.whole };
}

function starsIn({ tokens }: Pattern): number {
  return tokens.filter(isAnyString).length;
}

/** What follows a pair of places, as a linked list: endings are shared by all that begin differently. */
interface Ending {
  readonly token: Token | undefined;
  readonly rest: Ending | undefined;
  readonly id: number;
}

const END: Ending = { token: undefined, rest: undefined, id: 0 };
const MOST_ENDINGS = 20_000;

class Zip {
  whole = true;
  readonly #found = new Map<number, readonly Ending[]>();
  readonly #endings = new Map<string, Ending>();

  constructor(
    private readonly left: readonly Token[],
    private readonly right: readonly Token[],
  ) {}

  /** What can follow these places of the two patterns. */
  from(i: number, j: number): readonly Ending[] {
    const place = i * (this.right.length + 1) + j;
    const known = this.#found.get(place);
    if (known) return known;
    const distinct = new Set(this.#ways(i, j));
    if (distinct.size > MOST_PATTERNS) this.whole = false;
    const found = [...distinct].slice(0, MOST_PATTERNS);
    this.#found.set(place, found);
    return found;
  }

  #ways(i: number, j: number): readonly Ending[] {
    const x = this.left[i];
    const y = this.right[j];
    if (x === undefined && y === undefined) return [END];
    if (isAnyString(x) && isAnyString(y))
      return this.#before(STAR, [...this.from(i + 1, j), ...this.from(i, j + 1)]);
    if (isAnyString(x)) {
      const taking = y === undefined ? [] : this.#before(y, this.from(i, j + 1));
      return [...this.from(i + 1, j), ...taking];
    }
    if (isAnyString(y)) {
      const taking = x === undefined ? [] : this.#before(x, this.from(i + 1, j));
      return [...this.from(i, j + 1), ...taking];
    }
    if (x === undefined || y === undefined) return [];
    if (takes(x, y)) return this.#before(y, this.from(i + 1, j + 1));
    return takes(y, x) ? this.#before(x, this.from(i + 1, j + 1)) : [];
  }

  #before(token: Token, endings: readonly Ending[]): readonly Ending[] {
    if (typeof token !== 'number') return [];
    return endings.flatMap((rest) => {
      const key = `${token} ${rest.id}`;
      const known = this.#endings.get(key);
      if (known) return known;
      const id = this.#endings.size + 1;
      if (id > MOST_ENDINGS) {
        this.whole = false;
        return [];
      }
      const ending = { token, rest, id };
      this.#endings.set(key, ending);
      return ending;
    });
  }
}

function tokensOf(ending: Ending): Token[] {
  const tokens: Token[] = [];
  for (let at: Ending | undefined = ending; at?.token !== undefined; at = at.rest) tokens.push(at.token);
  return tokens;
}

/** Without those that another one covers. */
function widest(patterns: readonly Pattern[]): Pattern[] {
  const kept: Pattern[] = [];
  for (const pattern of patterns) {
    if (kept.some((other) => covers(other, pattern))) continue;
    kept.splice(0, kept.length, ...kept.filter((other) => !covers(pattern, other)), pattern);
  }
  return kept;
}

/** Whether they share a string. */
export function intersects(a: Pattern, b: Pattern): boolean {
  const left = a.tokens;
  const right = b.tokens;
  const width = right.length + 1;
  const seen = new Set([0]);
  // A set goes on through what is added to it on the way.
  for (const place of seen) {
    const i = Math.floor(place / width);
    const j = place % width;
    const x = left[i];
    const y = right[j];
    if (x === undefined && y === undefined) return true;
    if (isAnyString(x)) {
      seen.add(place + width);
      if (y !== undefined) seen.add(place + 1);
    }
    if (isAnyString(y)) {
      seen.add(place + 1);
      if (x !== undefined) seen.add(place + width);
    }
    if (x !== undefined && y !== undefined && (takes(x, y) || takes(y, x))) seen.add(place + width + 1);
  }
  return false;
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
