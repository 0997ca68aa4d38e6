import type { ReportDiff } from '../../finding/history/diff.ts';
import type { VerdictOutline } from '../../finding/history/outline.ts';
import { type DiffSection, diffCounts, diffSections } from '../content/diff-sections.ts';
import { visible } from '../content/escape.ts';
import { columns } from '../content/fit.ts';
import { groupVerdicts, reportInShort, verdictName } from '../content/verdict-groups.ts';
import { count } from '../content/wording.ts';
import {
  heading,
  newPage,
  type Page,
  type PageOptions,
  paragraph,
  row,
  severityColour,
  widthLeft,
} from './page.ts';

const NARROWEST_FOR_ROWS = 80;
const INDENT = 4;

/** Writes for people at a terminal what two reports say of the same accounts. */
export function diffTableFor(options: PageOptions): (diff: ReportDiff) => Iterable<string> {
  const page = newPage(options);
  return function* (diff) {
    yield* linesOf([
      ...paragraph(page, 'Old  ', reportInShort(diff.old)),
      ...paragraph(page, 'New  ', reportInShort(diff.new)),
    ]);
    const withAccount =
      new Set([...diff.old.scan.accounts, ...diff.new.scan.accounts].map(({ accountId }) => accountId)).size >
      1;
    for (const section of diffSections(diff)) yield* sectionLines(page, section, withAccount);
    if (diff.notCompared.length > 0)
      yield* linesOf([
        '',
        heading(page, 'Compared in part', 'only where both looked'),
        ...diff.notCompared.flatMap((sentence) => paragraph(page, '  ', sentence)),
      ]);
    yield* linesOf([
      '',
      ...paragraph(page, '', `Failed checks: ${diffCounts(diff)}.`, { colour: page.chalk.bold }),
    ]);
  };
}

function* sectionLines(page: Page, section: DiffSection, withAccount: boolean): Generator<string> {
  const { title, meaning, verdicts, was } = section;
  yield* linesOf(['', heading(page, title, `${count(verdicts.length, 'failed check')} ${meaning}`)]);
  for (const { first, items } of groupVerdicts(verdicts, (verdict) => verdict)) {
    const { label } = first.severity;
    const start = `  ${label}  `;
    const [top = '', ...others] = paragraph(page, start, `${first.title} (${first.ruleId})`);
    yield* linesOf([top.replace(label, (word) => severityColour(page, label)(word)), ...others]);
    for (const verdict of items) yield* linesOf(placeLines(page, verdict, was(verdict), withAccount));
  }
}

function placeLines(
  page: Page,
  verdict: VerdictOutline,
  was: string | undefined,
  withAccount: boolean,
): string[] {
  const { accountId, resource, description } = verdict;
  const told = was === undefined ? description : `${description} (was ${was})`;
  const name = verdictName(verdict);
  const where = [...(withAccount ? [accountId] : []), resource.region].join(' · ');
  const width = Math.floor(page.width * 0.28);
  if (page.width < NARROWEST_FOR_ROWS || columns(visible(name)) > width)
    return [
      ...paragraph(page, ' '.repeat(INDENT), `${name} · ${where}`),
      ...paragraph(page, ' '.repeat(INDENT + 2), told),
    ];
  const cells = [
    { text: name, width },
    { text: where, width: Math.max(14, columns(visible(where))) },
  ];
  return row(INDENT, [...cells, { text: told, width: Math.max(8, widthLeft(page, INDENT, cells)) }]);
}

function linesOf(lines: readonly string[]): string[] {
  return lines.map((line) => `${line}\n`);
}
