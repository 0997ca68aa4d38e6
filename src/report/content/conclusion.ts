import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import { unknownVerdicts } from '../../finding/unknowns.ts';
import { count, figure } from './wording.ts';

/** What a format says of a scan that was cut short; undefined when it came to its end. */
export function interruption({ scan }: Pick<Report, 'scan'>): string | undefined {
  return scan.status === 'INTERRUPTED' ? 'INTERRUPTED: this is part of the scan.' : undefined;
}

/** Rules that could not be judged everywhere. */
export function unknownRules({ unknowns }: Pick<Report, 'unknowns'>): number {
  return new Set(unknownVerdicts(unknowns).map(({ ruleId }) => ruleId)).size;
}

/** The report in one sentence. It sounds like an all-clear only when everything was looked at. */
export function conclusion(report: Report): string {
  const { findings, verdicts } = report.summary;
  const found = SEVERITY_LABELS.filter((label) => findings.bySeverity[label] > 0).map(
    (label) => `${figure(findings.bySeverity[label])} ${label}`,
  );
  const unknown = unknownRules(report);
  const blind = unknown === 0 ? undefined : `${count(unknown, 'rule')} could not be judged everywhere`;

  if (found.length > 0)
    return sentence(`${count(findings.total, 'finding')}: ${found.join(', ')}`, suppressed(report), blind);
  if (blind !== undefined)
    return sentence(
      `${noFinding(report)} among what could be read, but ${blind}: no all-clear`,
      suppressed(report),
    );
  if (verdicts.passed + verdicts.failed === 0)
    return report.scan.status === 'INTERRUPTED'
      ? 'Nothing was judged.'
      : 'Nothing was judged: no rule had anything to look at.';
  return sentence(
    noFinding(report),
    `${count(verdicts.passed, 'check')} passed`,
    leftOut(report),
    settled(report),
  );
}

function noFinding({ scan, summary }: Report): string {
  const { leftOut } = summary.findings;
  const bar = leftOut === undefined ? '' : ` at or above ${leftOut.below}`;
  return `No finding${bar}${scan.status === 'INTERRUPTED' ? ' so far' : ''}`;
}

function leftOut({ summary }: Report): string | undefined {
  const { leftOut } = summary.findings;
  return leftOut === undefined || leftOut.count === 0
    ? undefined
    : `${count(leftOut.count, 'finding')} below that left out`;
}

function suppressed({ suppressions }: Pick<Report, 'suppressions'>): string | undefined {
  return suppressions === undefined || suppressions.suppressed === 0
    ? undefined
    : `${figure(suppressions.suppressed)} suppressed`;
}

/** What is suppressed, and of a report from elsewhere what is closed; undefined where that is nothing. */
export function settled({ suppressions, findings }: Report): string | undefined {
  if (suppressions !== undefined) return suppressed({ suppressions });
  const number = findings.filter(({ status }) => status !== 'ACTIVE').length;
  return number === 0 ? undefined : `${count(number, 'finding')} suppressed or closed`;
}

function sentence(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join('; ')}.`;
}
