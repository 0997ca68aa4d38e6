import { ANYTHING, type Characters, type Language, type Piece } from './language.ts';

/** A regular expression that CloudWatch Logs would not take. */
export interface MalformedExpression {
  readonly malformed: string;
  /** Where in the expression, from 0. */
  readonly at: number;
}

const range = (from: string, to: string): string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, at) =>
    String.fromCharCode(from.charCodeAt(0) + at),
  );
const DIGITS = range('0', '9');
const WORD = [...range('a', 'z'), ...range('A', 'Z'), ...DIGITS, '_'];
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html names these three. */
const SPACE = ['\t', ' ', '\n'];
const SHORTHANDS: Readonly<Record<string, readonly string[]>> = { d: DIGITS, w: WORD, s: SPACE };
/** A space is not on AWS's list of symbols, but in its examples. */
const PLAIN = new Set([...WORD, ...':#=@/;,- ']);
const OPERATORS = new Set('^$?[]{}|\\*+.()');

const characters = (named: Iterable<string>, allBut = false): Characters => ({
  named: new Set(named),
  allBut,
});

/** What `\` and the characters after it stand for, and how long that is with the `\`. */
function escaped(text: string, at: number): { of: Characters; length: number } | MalformedExpression {
  const letter = text[at + 1] ?? '';
  const shorthand = SHORTHANDS[letter.toLowerCase()];
  if (shorthand !== undefined)
    return { of: characters(shorthand, letter !== letter.toLowerCase()), length: 2 };
  if (letter === 'x') {
    const code = /^[0-9a-fA-F]{2}/.exec(text.slice(at + 2))?.[0];
    if (code === undefined) return { malformed: '\\x without two hexadecimal digits', at };
    return { of: characters([String.fromCharCode(Number.parseInt(code, 16))]), length: 4 };
  }
  if (letter === 't') return { of: characters(['\t']), length: 2 };
  if (letter === 'n') return { of: characters(['\n']), length: 2 };
  if (letter === '' || WORD.includes(letter)) return { malformed: `\\${letter} is no escape`, at };
  return { of: characters([letter]), length: 2 };
}

/** The characters between `[` and `]`, and how long that is with both. */
function bracketed(text: string, start: number): { of: Characters; length: number } | MalformedExpression {
  let at = start + 1;
  const allBut = text[at] === '^';
  if (allBut) at += 1;
  const named: string[] = [];
  while (text[at] !== ']') {
    const from = text[at];
    if (from === undefined) return { malformed: '[ without ]', at: start };
    if (from === '\\') {
      const inside = escaped(text, at);
      if ('malformed' in inside) return inside;
      if (inside.of.allBut) return { malformed: 'an inverse class in brackets', at };
      named.push(...inside.of.named);
      at += inside.length;
      continue;
    }
    const to = text[at + 2];
    if (text[at + 1] === '-' && to !== undefined && to !== ']') {
      if (to === '\\' || to < from) return { malformed: `the range ${from}-${to}`, at };
      named.push(...range(from, to));
      at += 3;
    } else {
      named.push(from);
      at += 1;
    }
  }
  if (named.length === 0) return { malformed: 'empty brackets', at: start };
  return { of: characters(named, allBut), length: at + 1 - start };
}

/** How often the piece before is repeated, and how long that is. */
function repeated(text: string, at: number): { least: number; most: number; length: number } | undefined {
  const rest = text.slice(at);
  if (rest.startsWith('?')) return { least: 0, most: 1, length: 1 };
  if (rest.startsWith('*')) return { least: 0, most: Number.POSITIVE_INFINITY, length: 1 };
  if (rest.startsWith('+')) return { least: 1, most: Number.POSITIVE_INFINITY, length: 1 };
  const [whole, from = '', comma, to = ''] = /^\{(\d*)(?:(,) ?(\d*))?\}/.exec(rest) ?? [];
  if (whole === undefined || (from === '' && to === '')) return undefined;
  const least = from === '' ? 0 : Number(from);
  const most = comma === undefined ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  return { least, most, length: whole.length };
}

/**
 * The strings in which an expression of CloudWatch Logs is found, given without its `%`: anywhere in the string, but
 * where `^` and `$` hold it. It has no groups, so it is rows of pieces.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export function regularExpression(text: string): Language | MalformedExpression {
  const rows: (readonly Piece[])[] = [];
  let row: Piece[] = [];
  let [fromStart, toEnd] = [false, false];
  const close = (): void => {
    rows.push([...(fromStart ? [] : [ANYTHING]), ...row, ...(toEnd ? [] : [ANYTHING])]);
    row = [];
    [fromStart, toEnd] = [false, false];
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    if (character === '|') {
      close();
      at += 1;
      continue;
    }
    if (toEnd) return { malformed: '$ before the end', at };
    if (character === '^' || character === '$') {
      if (character === '^' && (row.length > 0 || fromStart))
        return { malformed: '^ after the beginning', at };
      if (character === '^') fromStart = true;
      else toEnd = true;
      at += 1;
      continue;
    }
    const read =
      character === '\\'
        ? escaped(text, at)
        : character === '['
          ? bracketed(text, at)
          : character === '.'
            ? { of: characters([], true), length: 1 }
            : PLAIN.has(character)
              ? { of: characters([character]), length: 1 }
              : {
                  malformed: OPERATORS.has(character)
                    ? `a misplaced ${character}`
                    : `the symbol ${character}`,
                  at,
                };
    if ('malformed' in read) return read;
    const times = repeated(text, at + read.length) ?? { least: 1, most: 1, length: 0 };
    if (times.most < times.least) return { malformed: 'a range that ends before it begins', at };
    row.push({ of: read.of, least: times.least, most: times.most });
    at += read.length + times.length;
  }
  close();
  return rows;
}
