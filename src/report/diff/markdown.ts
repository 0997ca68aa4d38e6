import type { ReportDiff } from '../../finding/history/diff.ts';
import type { VerdictOutline } from '../../finding/history/outline.ts';
import { type DiffSection, diffCounts, diffSections } from '../content/diff-sections.ts';
import { prose, row, tableHead } from '../content/markdown-text.ts';
import { reportInShort, verdictName } from '../content/verdict-groups.ts';
import { count } from '../content/wording.ts';

/** Rows of a list: a comment on GitHub takes 65,536 characters, and nobody reads a thousand rows in one. */
const MOST_ROWS = 50;
const LONGEST_CELL = 200;
const LONGEST_SENTENCE = 1000;

/** Writes what two reports say of the same accounts as Markdown, as for a comment on a pull request. */
export function* diffMarkdown(diff: ReportDiff): Generator<string> {
  yield `## Postern: ${diffCounts(diff)}\n\n`;
  yield `- Old: ${prose(reportInShort(diff.old))}\n- New: ${prose(reportInShort(diff.new))}\n`;
  for (const section of diffSections(diff)) yield* sectionLines(section);
  if (diff.notCompared.length > 0)
    yield `\n### Compared in part\n\n${diff.notCompared.map((sentence) => `- ${prose(sentence, LONGEST_SENTENCE)}\n`).join('')}`;
}

function* sectionLines({ title, meaning, verdicts, was }: DiffSection): Generator<string> {
  yield `\n### ${title}\n\n${count(verdicts.length, 'failed check')} ${meaning}.\n\n`;
  yield tableHead('Severity', 'Finding', 'Resource', 'Account', 'Region');
  for (const verdict of verdicts.slice(0, MOST_ROWS)) yield rowOf(verdict, was(verdict));
  const more = verdicts.length - MOST_ROWS;
  if (more > 0)
    yield `\nAnd ${count(more, 'more failed check')}: \`postern diff --format json\` tells all.\n`;
}

function rowOf(verdict: VerdictOutline, was: string | undefined): string {
  const { severity, title, ruleId, accountId, resource } = verdict;
  const label = was === undefined ? severity.label : `${severity.label}, was ${was}`;
  const cells = [label, `${title} (${ruleId})`, verdictName(verdict), accountId, resource.region];
  return row(...cells.map((cell) => prose(cell, LONGEST_CELL)));
}
