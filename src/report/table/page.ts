import { Chalk, type ChalkInstance } from 'chalk';
import Table from 'cli-table3';
import type { SeverityLabel } from '../../finding/severity.ts';
import { columns, truncate, wrapAtMost } from '../content/fit.ts';

export interface PageOptions {
  /** Columns of the terminal. Below 40 the page is laid out for 40. */
  readonly width: number;
  readonly colour: boolean;
}

/** What a text in a terminal is set with. Text is fitted first and coloured after. */
export interface Page {
  readonly width: number;
  readonly chalk: ChalkInstance;
}

type Colour = (text: string) => string;

const NARROWEST = 40;
/** A message from AWS may be a whole page of HTML. */
const LONGEST_PARAGRAPH = 12;
const GAP = 2;
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

export function newPage({ width, colour }: PageOptions): Page {
  return { width: Math.max(NARROWEST, width), chalk: new Chalk({ level: colour ? 1 : 0 }) };
}

export function severityColour({ chalk }: Page, label: SeverityLabel): Colour {
  const colours: Readonly<Record<SeverityLabel, Colour>> = {
    CRITICAL: chalk.bold.magenta,
    HIGH: chalk.bold.red,
    MEDIUM: chalk.yellow,
    LOW: chalk.cyan,
    INFORMATIONAL: chalk.dim,
  };
  return colours[label];
}

/** `── HIGH ── 3 findings of 2 rules ─────` over the whole width. */
export function ruler(page: Page, title: string, note: string, colour: Colour): string {
  const text = truncate(`── ${title} ${note === '' ? '' : `── ${note} `}`, page.width);
  return colour(`${text}${'─'.repeat(Math.max(0, page.width - columns(text)))}`);
}

/** A paragraph beside its label, or without one; further lines are set under the first. */
export function paragraph(
  page: Page,
  label: string,
  text: string,
  colour: Colour = (line) => line,
): string[] {
  return wrapAtMost(text, page.width - columns(label), LONGEST_PARAGRAPH).map(
    (line, index) => (index === 0 ? page.chalk.dim(label) : ' '.repeat(columns(label))) + colour(line),
  );
}

/** A paragraph behind a bullet. */
export function bulleted(page: Page, bullet: Colour, text: string, colour: Colour): string[] {
  return wrapAtMost(text, page.width - 2, LONGEST_PARAGRAPH).map(
    (line, index) => `${index === 0 ? bullet('●') : ' '} ${colour(line)}`,
  );
}

/** A text and the width it is wrapped to. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

/** Texts side by side. */
export function row(indent: number, cells: readonly Cell[]): string[] {
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colWidths: cells.map(({ width }) => width + GAP),
  });
  const wrapped = cells.map(({ text, width }) => wrapAtMost(text, width, LONGEST_PARAGRAPH));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  // A row for each line: cli-table3 takes a time that grows with the square of a cell.
  for (let line = 0; line < height; line += 1) table.push(wrapped.map((lines) => lines[line] ?? ''));
  return table
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
}

/** What is left of a row for its last cell. */
export function widthLeft(page: Page, indent: number, cells: readonly Cell[]): number {
  return page.width - indent - cells.reduce((sum, { width }) => sum + width + GAP, 0);
}
