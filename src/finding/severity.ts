import { severityLabel } from '../rule/severity.ts';
import type { Severity } from './report.ts';

export { lowestScore, SEVERITY_LABELS, type SeverityLabel } from '../rule/severity.ts';

/** A score with its label. */
export function severityOf(score: number, reason?: string): Severity {
  return { score, label: severityLabel(score), ...(reason === undefined ? {} : { reason }) };
}
