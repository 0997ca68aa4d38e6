import { fromTokens, type Pattern } from './pattern.ts';
import { ANY, COLON, isAnyString, OPEN, STAR, type Token, takes } from './token.ts';
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

/**
 * A pattern of strings that belong to both; undefined when they share no string. Variables without a value stand for
 * any string.
 *
 * It is exactly what both match where `*` stands only at the end of each: `a?*` and `ab*` meet in `ab*`. Elsewhere no
 * one pattern need say that: `app-*` and `*-prod` share `app-prod` and `app-eu-prod`, and meet in `app-*-prod`, which
 * leaves out the strings in which the fixed parts of the two overlap. Nor is it always the widest there is.
 *
 * Both are read side by side, as a zip is closed. At each place the first of these moves that leads to the end of both
 * is taken:
 *
 * 1. two wildcards become one, and both go on;
 * 2. a wildcard takes in a token of the other, but a colon;
 * 3. a wildcard ends;
 * 4. two tokens agree: `b` and `b`, or `b` and `?`, which is `b`;
 * 5. a wildcard takes in a colon: last, so that the components of two ARNs stay side by side.
 *
 * So `app-*` and `*-prod` meet:
 *
 *     left     right     move
 *     app-*    *-prod    2: the right `*` takes in `a`, `p`, `p` and `-`
 *     *        *-prod    1 leads nowhere: nothing on the left would be left for `-prod`
 *     *        *-prod    2: the left `*` takes in the right one
 *     *        -prod     2: the left `*` takes in `-`, `p`, `r`, `o` and `d`
 *     *                  3: it ends, and both are read: `app-` `*` `-prod`
 *
 * A place from which no move led to the end is not tried again, so the time is bounded by the product of the lengths.
 */
export function meet(a: Pattern, b: Pattern): Pattern | undefined {
  if (covers(a, b)) return b;
  if (covers(b, a)) return a;
  const left = a.tokens;
  const right = b.tokens;
  const deadEnds = new Set<number>();
  const path: Token[] = [];

  function read(i: number, j: number): boolean {
    const x = left[i];
    const y = right[j];
    if (x === undefined && y === undefined) return true;
    const place = i * (right.length + 1) + j;
    if (deadEnds.has(place)) return false;
    const found =
      (isAnyString(x) && isAnyString(y) && x !== undefined && take(x, i + 1, j + 1)) ||
      takeIn(x, y, i, j, false) ||
      (isAnyString(x) && read(i + 1, j)) ||
      (isAnyString(y) && read(i, j + 1)) ||
      (x !== undefined && y !== undefined && takes(x, y) && take(y, i + 1, j + 1)) ||
      (x !== undefined && y !== undefined && takes(y, x) && take(x, i + 1, j + 1)) ||
      takeIn(x, y, i, j, true);
    if (!found) deadEnds.add(place);
    return found;
  }
  function takeIn(x: Token | undefined, y: Token | undefined, i: number, j: number, colon: boolean): boolean {
    return (
      (isAnyString(x) && y !== undefined && (y === COLON) === colon && take(y, i, j + 1)) ||
      (isAnyString(y) && x !== undefined && (x === COLON) === colon && take(x, i + 1, j))
    );
  }
  function take(token: Token, i: number, j: number): boolean {
    path.push(token);
    if (read(i, j)) return true;
    path.pop();
    return false;
  }
  return read(0, 0) ? fromTokens(path) : undefined;
}

/** Whether they share a string. */
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
