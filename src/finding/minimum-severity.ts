import { countFinding, noFindings } from './count-findings.ts';
import type { ReportSource } from './report-source.ts';
import { lowestScore, type SeverityLabel } from './severity.ts';

/**
 * The report with only the findings of at least this severity, each with all its parts and all that it absorbs. It
 * says how many findings it left out, and keeps what is unknown: what could not be looked at is no less unknown for being mild. Counts of verdicts stay those of the scan.
 */
export async function atLeast({ head, findings }: ReportSource, label: SeverityLabel): Promise<ReportSource> {
  const lowest = lowestScore(label);
  const kept = new Set<string>();
  const counts = noFindings();
  let leftOut = 0;
  for await (const finding of findings()) {
    if (finding.severity.score >= lowest) {
      kept.add(finding.id);
      countFinding(counts, finding);
    } else leftOut += 1;
  }
  return {
    head: {
      ...head,
      absorbed: head.absorbed.filter(({ toldBy }) => kept.has(toldBy.id)),
      summary: {
        ...head.summary,
        findings: { ...counts, leftOut: { below: label, count: leftOut } },
      },
    },
    async *findings() {
      for await (const finding of findings()) if (finding.severity.score >= lowest) yield finding;
    },
  };
}
