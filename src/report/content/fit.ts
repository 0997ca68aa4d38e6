import stringWidth from 'string-width';
import { beginsCommand, visible } from './escape.ts';

/** Most text is ASCII, and needs no table of widths. */
const PLAIN = /^[ -~]*$/;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes up in a terminal: 0 for combining marks, 2 for wide characters and emoji. */
export function columns(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** The text on one line, made visible; an ellipsis stands for what does not fit. @param width in columns, at least 8. */
export function truncate(text: string, width: number): string {
  const line = visible(text);
  return columns(line) <= width ? line : `${start(line, width - 1)}…`;
}

/**
 * The text made visible, in lines that are broken at spaces; a word that is too long for a line goes on in the next.
 * @param width in columns, at least 8.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A line never begins with two colons: such a word stays with the one before it.
  for (const word of visible(text).split(/ +(?!::)/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columns(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = [...chop(word, width)];
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return line === '' ? lines : [...lines, line];
}

/** The first lines of a wrapped text; the last one ends in an ellipsis when there is more. */
export function wrapAtMost(text: string, width: number, most: number): string[] {
  const lines = wrap(text, width);
  const last = lines[most - 1];
  if (lines.length <= most || last === undefined) return lines;
  return [...lines.slice(0, most - 1), `${start(last, width - 1)}…`];
}

/**
 * The first names, as many as fit, and how many more there are; at least one, which is cut where it does not fit.
 * @param lines of so many columns each.
 */
export function firstThatFit(
  names: readonly string[],
  separator: string,
  width: number,
  { lines = 1, before = '' } = {},
): string {
  const told = (shown: number, text = names.slice(0, shown).map(visible).join(separator)) => {
    const left = names.length - shown;
    return `${before}${text}${left === 0 ? '' : ` and ${left.toLocaleString('en-US')} more`}`;
  };
  const fits = (text: string) => wrap(text, width).length <= lines;
  if (names.length === 0 || !fits(told(1))) {
    const [first = ''] = names;
    return told(1, truncate(first, Math.max(8, width * lines - columns(told(1, '')))));
  }
  let shown = 1;
  while (shown < names.length && fits(told(shown + 1))) shown += 1;
  return told(shown);
}

/** The visible text in pieces as long as fit, no character broken in two, and none that begins a command. */
function* chop(text: string, width: number): Generator<string> {
  let piece = '';
  let used = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    const more = columns(segment);
    if (piece !== '' && used + more > width) {
      const [whole, rest] = brokenBefore(piece, text.slice(index, index + 3));
      yield whole;
      piece = rest;
      used = columns(rest);
    }
    piece += segment;
    used += more;
  }
  yield piece;
}

/** A piece and what follows it, with the characters that must not be parted from that. */
function brokenBefore(piece: string, next: string): [whole: string, rest: string] {
  if (!beginsCommand(next)) return [piece, ''];
  const kept = piece.replace(/[^:\s][:\s]*$/u, '');
  return [kept, piece.slice(kept.length)];
}

function start(text: string, width: number): string {
  for (const piece of chop(text, width)) return piece;
  return '';
}
