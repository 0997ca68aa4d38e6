import type { ControlResult, FrameworkResult, Report } from '../../finding/report.ts';
import { visible } from '../content/escape.ts';
import { columns, truncate } from '../content/fit.ts';
import { CONTROL_WORDS, scoreSentence } from '../content/framework-score.ts';
import { count, listed } from '../content/wording.ts';
import { type Cell, heading, type Page, paragraph, row, widthLeft } from './page.ts';

const SHOWN = 4;
const LINES_EACH = 2;
const WIDEST_ID = 30;
const INDENT = 2;
const STATUS_WIDTH = 'judged by no rule'.length;
const RULES_SHOWN = 6;
/** Below this a control is a paragraph. */
const NARROWEST_FOR_COLUMNS = 70;

/** A line or two for each framework that was asked for, with its score: at most 10 lines. */
export function frameworkLines(page: Page, { frameworks = [] }: Report): string[] {
  if (frameworks.length === 0) return [];
  const shown = frameworks.slice(0, SHOWN);
  const width = widest(
    page,
    shown.map(({ id }) => id),
  );
  const rest = frameworks.length - shown.length;
  return [
    heading(page, 'Frameworks', '--details tells every control'),
    ...shown.flatMap((framework) =>
      paragraph(page, `${cell(framework.id, width)}  `, `${scoreSentence(framework)}.`, { most: LINES_EACH }),
    ),
    ...(rest > 0 ? [`${count(rest, 'other framework')}: --details tells`] : []),
  ];
}

/** Every control of the frameworks that were asked for: what is said of it, and by which rules it failed. */
export function everyControlLines(page: Page, report: Report): string[] {
  const { frameworks = [], rules } = report;
  const failed = new Set(rules.filter(({ counts }) => counts.failed > 0).map(({ ruleId }) => ruleId));
  return frameworks.flatMap((framework, index) => [
    ...(index === 0 ? [] : ['']),
    ...frameworkControls(page, framework, failed),
  ]);
}

function frameworkControls(page: Page, framework: FrameworkResult, failed: ReadonlySet<string>): string[] {
  const { title, holds, controls } = framework;
  const ids = widest(
    page,
    controls.map(({ control }) => control),
  );
  return [
    ...paragraph(page, '', title, { colour: page.chalk.bold }),
    ...paragraph(page, '', `${scoreSentence(framework)}.`),
    ...(holds === undefined ? [] : paragraph(page, '', `It holds ${holds}.`)),
    ...controls.flatMap((control) => controlLines(page, control, ids, failed)),
  ];
}

function controlLines(
  page: Page,
  { control, title, status, rules }: ControlResult,
  idWidth: number,
  failed: ReadonlySet<string>,
): string[] {
  const by = status === 'FAILED' ? rules.filter((rule) => failed.has(rule)) : [];
  const text = by.length === 0 ? title : `${title} (${listed(by, RULES_SHOWN)})`;
  const word = CONTROL_WORDS[status];
  const colour = status === 'FAILED' ? page.chalk.bold.red : (line: string) => line;
  if (page.width < NARROWEST_FOR_COLUMNS)
    return paragraph(page, ' '.repeat(INDENT), `${control} ${word}: ${text}`, { colour });
  const before: readonly Cell[] = [
    { text: word, width: STATUS_WIDTH },
    { text: control, width: idWidth },
  ];
  const lines = row(INDENT, [...before, { text, width: widthLeft(page, INDENT, before) }]);
  return lines.map((line) =>
    line.replace(new RegExp(`^( *)(${word})`), (_, indent, said) => indent + colour(said)),
  );
}

function widest(page: Page, texts: readonly string[]): number {
  const needed = Math.max(...texts.map((text) => columns(visible(text))));
  return Math.min(needed, WIDEST_ID, Math.floor(page.width / 3));
}

function cell(text: string, width: number): string {
  const fitted = truncate(text, width);
  return fitted + ' '.repeat(Math.max(0, width - columns(fitted)));
}
