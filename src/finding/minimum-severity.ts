import { countFindings } from './count-findings.ts';
import type { Report } from './report.ts';
import { lowestScore, type SeverityLabel } from './severity.ts';

/**
 * The report with only the findings of at least this severity, each with all its parts and all that it absorbs. It
 * says how many findings it left out, and keeps what is unknown: what could not be looked at is no less unknown for being mild. Counts of verdicts stay those of the scan.
 */
export function atLeast(report: Report, label: SeverityLabel): Report {
  const findings = report.findings.filter(({ severity }) => severity.score >= lowestScore(label));
  const kept = new Set(findings.map(({ id }) => id));
  return {
    ...report,
    findings,
    absorbed: report.absorbed.filter(({ toldBy }) => kept.has(toldBy.id)),
    summary: {
      ...report.summary,
      findings: {
        ...countFindings(findings),
        leftOut: { below: label, count: report.findings.length - findings.length },
      },
    },
  };
}
