import type { Finding, Report } from './report.ts';

type Counts = Pick<Report['summary']['findings'], 'total' | 'bySeverity'>;

/** No finding. */
export function noFindings(): Counts {
  return { total: 0, bySeverity: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 } };
}

/** Counts one more in all and by severity, when it is active: suppressed and closed ones ask nothing of anybody. */
export function countFinding(counts: Counts, { status, severity }: Finding): void {
  if (status !== 'ACTIVE') return;
  counts.total += 1;
  counts.bySeverity[severity.label] += 1;
}
