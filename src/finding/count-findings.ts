import type { Finding, Report } from './report.ts';
import type { SeverityLabel } from './severity.ts';

/** Active findings, in all and by severity: suppressed and closed ones ask nothing of anybody. */
export function countFindings(
  findings: readonly Finding[],
): Pick<Report['summary']['findings'], 'total' | 'bySeverity'> {
  const active = findings.filter(({ status }) => status === 'ACTIVE');
  const labelled = (label: SeverityLabel) => active.filter(({ severity }) => severity.label === label).length;
  return {
    total: active.length,
    bySeverity: {
      CRITICAL: labelled('CRITICAL'),
      HIGH: labelled('HIGH'),
      MEDIUM: labelled('MEDIUM'),
      LOW: labelled('LOW'),
      INFORMATIONAL: labelled('INFORMATIONAL'),
    },
  };
}
