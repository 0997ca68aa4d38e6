import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import { conclusion, interruption } from '../content/conclusion.ts';
import { count, figure } from '../content/wording.ts';
import { type Page, paragraph, ruler, severityColour } from './page.ts';

const LABEL_WIDTH = 12;

/** What was looked at, what it came to, and what it took. */
export function summaryLines(page: Page, report: Report): string[] {
  const { chalk } = page;
  const cut = interruption(report);
  const sure = report.unknowns.length === 0 && cut === undefined && report.summary.verdicts.passed > 0;
  const good = report.summary.findings.total === 0 && sure ? chalk.bold.green : chalk.bold;
  return [
    ruler(page, 'SUMMARY', '', chalk.bold),
    '',
    ...facts(report).flatMap(([label, fact]) =>
      paragraph(page, label.padEnd(LABEL_WIDTH), fact).map((line) => withSeverities(page, line)),
    ),
    '',
    ...(cut === undefined ? [] : paragraph(page, '', cut, chalk.bold.red)),
    ...paragraph(page, '', conclusion(report), good),
  ];
}

function facts(report: Report): [label: string, fact: string][] {
  const { scan, summary } = report;
  const { passed, failed, unknown, notApplicable } = summary.verdicts;
  const seconds = `${scan.durationSeconds.toFixed(1)} s`;
  return [
    ['Findings', dotted(findingCounts(report))],
    [
      'Checks',
      dotted([
        `${figure(passed)} passed`,
        `${figure(failed)} failed`,
        `${figure(unknown)} unknown`,
        `${figure(notApplicable)} not applicable`,
      ]),
    ],
    [
      'Looked at',
      dotted([
        count(summary.rules, 'rule'),
        count(scan.scopes, 'scope'),
        count(scan.accounts.length, 'account'),
        count(scan.regions.length, 'Region'),
      ]),
    ],
    ['Took', dotted([seconds, `${count(scan.calls.total, 'call')} to AWS`])],
  ];
}

function findingCounts({ summary, findings }: Report): string[] {
  const { bySeverity, leftOut } = summary.findings;
  const severities = SEVERITY_LABELS.filter((label) => bySeverity[label] > 0).map(
    (label) => `${figure(bySeverity[label])} ${label}`,
  );
  const settled = findings.filter(({ status }) => status !== 'ACTIVE').length;
  return [
    ...(severities.length === 0 ? ['none'] : severities),
    ...(settled === 0 ? [] : [`${figure(settled)} suppressed or closed`]),
    ...(leftOut === undefined || leftOut.count === 0
      ? []
      : [`${figure(leftOut.count)} below ${leftOut.below} left out`]),
  ];
}

function dotted(parts: readonly string[]): string {
  return parts.join(' · ');
}

function withSeverities(page: Page, line: string): string {
  return SEVERITY_LABELS.reduce(
    (text, label) =>
      text.replace(new RegExp(`[\\d,]+ ${label}`), (words) => severityColour(page, label)(words)),
    line,
  );
}
