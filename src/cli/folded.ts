import { wrap } from '../report/content/fit.ts';
import type { Terminal } from './terminal.ts';

/** A line of a list, and the text of any length that stands last on it. */
export interface Row {
  readonly line: string;
  readonly last: string;
}

/** Of a text that stands under its line. */
const INDENT = 2;

/**
 * A list, a line a row. In a terminal that is too narrow for one of them every last text stands under its line; in a
 * pipe each row stays a line, for whoever reads by lines.
 */
export function folded(rows: readonly Row[], { shown, width }: Pick<Terminal, 'shown' | 'width'>): string[] {
  const lines = rows.map(({ line, last }) => `${line}  ${last}`);
  if (!shown || lines.every((line) => line.length <= width)) return lines;
  return rows.flatMap(({ line, last }) => [
    line.trimEnd(),
    ...wrap(last, width - INDENT).map((text) => `${' '.repeat(INDENT)}${text}`),
  ]);
}
