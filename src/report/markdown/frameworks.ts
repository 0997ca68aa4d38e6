import type { ReportHead } from '../../finding/report-source.ts';
import { CONTROL_WORDS, scoreSentence } from '../content/framework-score.ts';
import { code, link, prose, row, tableHead } from '../content/markdown-text.ts';
import { count, figure } from '../content/wording.ts';
import { SHOWN } from './gather.ts';

type Framework = NonNullable<ReportHead['frameworks']>[number];
type Status = Framework['controls'][number]['status'];

const STATUSES: readonly Status[] = [
  'PASSED',
  'PASSED_IN_PART',
  'FAILED',
  'UNKNOWN',
  'NOT_APPLICABLE',
  'MANUAL',
  'NOT_JUDGED',
];

/** Each framework with its score, and the controls that failed or could not be judged. */
export function frameworksSection({ frameworks = [] }: ReportHead): string {
  if (frameworks.length === 0) return '';
  return [
    '## Frameworks\n\n',
    tableHead('Framework', 'score', ...STATUSES.map((status) => `${CONTROL_WORDS[status]}:`)),
    ...frameworks.map((framework) =>
      row(
        `${prose(framework.title)}${framework.url === undefined ? '' : ` ${link('text', framework.url)}`}`,
        scoreSentence(framework),
        ...STATUSES.map((status) => figure(withStatus(framework, status).length)),
      ),
    ),
    '\n',
    ...frameworks.map(openControls),
  ].join('');
}

function openControls(framework: Framework): string {
  const open = [...withStatus(framework, 'FAILED'), ...withStatus(framework, 'UNKNOWN')];
  if (open.length === 0) return '';
  const rest = open.length - SHOWN;
  return [
    `**${prose(framework.title)}**: ${count(open.length, 'control')} failed or unknown\n\n`,
    tableHead('Control', 'Status', 'Title', 'Failed:', 'Unknown:'),
    ...open
      .slice(0, SHOWN)
      .map(({ control, status, title, counts }) =>
        row(code(control), status, prose(title), figure(counts.failed), figure(counts.unknown)),
      ),
    ...(rest > 0 ? [`\nAnd ${count(rest, 'more control')}.\n`] : []),
    '\n',
  ].join('');
}

function withStatus({ controls }: Framework, status: Status): Framework['controls'] {
  return controls.filter((control) => control.status === status);
}
