import { Chalk, type ChalkInstance } from 'chalk';
import type { SeverityLabel } from '../../finding/severity.ts';
import { visible } from '../content/escape.ts';
import { columns, truncate, wrapAtMost } from '../content/fit.ts';

export interface PageOptions {
  /** Columns of the terminal. Below 40 the page is laid out for 40. */
  readonly width: number;
  readonly colour: boolean;
  /** The terminal shows hyperlinks. */
  readonly links: boolean;
}

/** What a text in a terminal is set with. Text is fitted first, coloured and linked after. */
export interface Page {
  readonly width: number;
  readonly links: boolean;
  readonly chalk: ChalkInstance;
}

type Colour = (text: string) => string;

const NARROWEST = 40;
/** A message from AWS may be a whole page of HTML. */
const LONGEST_PARAGRAPH = 12;
const GAP = 2;
/** An address that can neither end the sequence of a hyperlink nor begin another. */
const ADDRESS = /^https:\/\/[!-~]+$/;

export function newPage({ width, colour, links }: PageOptions): Page {
  return { width: Math.max(NARROWEST, width), links, chalk: new Chalk({ level: colour ? 1 : 0 }) };
}

/**
 * Colours that bring their own background: they read the same on a dark and on a light terminal. They stand on words
 * that say the same without them.
 */
export function severityColour({ chalk }: Page, label: SeverityLabel): Colour {
  const colours: Readonly<Record<SeverityLabel, Colour>> = {
    CRITICAL: chalk.bold.white.bgMagenta,
    HIGH: chalk.bold.white.bgRed,
    MEDIUM: chalk.black.bgYellow,
    LOW: chalk.black.bgCyan,
    INFORMATIONAL: chalk.bold,
  };
  return colours[label];
}

/** A text that opens an address. `OSC 8 ; ; address ST text OSC 8 ; ; ST`, which takes up the columns of the text. */
export function linked({ links }: Page, text: string, address: string): string {
  if (!links || !ADDRESS.test(address)) return text;
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/** An address by itself, unbroken, to be copied or opened. */
export function addressLines(page: Page, indent: string, address: string): string[] {
  return ADDRESS.test(address) && visible(address) === address
    ? [`${indent}${linked(page, address, address)}`]
    : paragraph(page, indent, address);
}

/** A heading, and beside it a note as far as there is room. */
export function heading(page: Page, title: string, note: string): string {
  const room = page.width - columns(title) - GAP;
  return `${page.chalk.bold(title)}${room < 8 || note === '' ? '' : `  ${truncate(note, room)}`}`;
}

/** A paragraph beside its label, or without one; further lines are set under the first. */
export function paragraph(
  page: Page,
  label: string,
  text: string,
  { most = LONGEST_PARAGRAPH, colour = (line: string) => line } = {},
): string[] {
  const indent = ' '.repeat(columns(label));
  return wrapAtMost(text, page.width - columns(label), most).map(
    (line, index) => (index === 0 ? label : indent) + colour(line),
  );
}

/** A text and the width it is wrapped to. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

/** Texts side by side. */
export function row(indent: number, cells: readonly Cell[]): string[] {
  const wrapped = cells.map(({ text, width }) => ({
    lines: wrapAtMost(text, width, LONGEST_PARAGRAPH),
    width,
  }));
  const height = Math.max(...wrapped.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map(({ lines, width }) => {
      const text = lines[line] ?? '';
      return text + ' '.repeat(width + GAP - columns(text));
    });
    return `${' '.repeat(indent)}${texts.join('')}`.trimEnd();
  });
}

/** What is left of a row for its last cell. */
export function widthLeft(page: Page, indent: number, cells: readonly Cell[]): number {
  return page.width - indent - cells.reduce((sum, { width }) => sum + width + GAP, 0);
}
