/** Labels in GuardDuty's words, the worst first; INFORMATIONAL is Security Hub's word for what lies below. */
export const SEVERITY_LABELS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const;

export type SeverityLabel = (typeof SEVERITY_LABELS)[number];

/** The lowest score of each label. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const LOWEST: Readonly<Record<SeverityLabel, number>> = {
  CRITICAL: 9,
  HIGH: 7,
  MEDIUM: 4,
  LOW: 1,
  INFORMATIONAL: 0,
};

/** @param score 0 to 10, as GuardDuty counts. */
export function severityLabel(score: number): SeverityLabel {
  return SEVERITY_LABELS.find((label) => score >= LOWEST[label]) ?? 'INFORMATIONAL';
}

export function lowestScore(label: SeverityLabel): number {
  return LOWEST[label];
}
