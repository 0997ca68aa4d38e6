import { visible } from './escape.ts';

/** Printable ASCII that no runner of CI could take for a command: most texts, and nothing of it is ever escaped. */
const PLAIN = /^[ -"$-9;-~]*(:[ -"$-9;-~]+)*:?$/;

/** The text on one line, and made visible as `visible` does. */
export function shown(text: string): string {
  return PLAIN.test(text) ? text : visible(text);
}

/**
 * The same for a field that holds no more than `most` UTF-16 units, at least 2: an ellipsis stands for what is cut, and
 * no character is cut in two.
 */
export function cut(text: string, most: number): string {
  const line = shown(text);
  if (line.length <= most) return line;
  const end = most - 1;
  return `${line.slice(0, isFirstHalf(line.charCodeAt(end - 1)) ? end - 1 : end)}…`;
}

/** https://www.unicode.org/glossary/#high_surrogate_code_unit */
function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
