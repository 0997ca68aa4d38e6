import { lowestScore, SEVERITY_LABELS, type SeverityLabel, severityLabel } from './severity.ts';

/** A severity as a detector of AWS rates it, on Postern's scale. */
export interface RatedSeverity {
  /** 0 to 10, as GuardDuty counts. */
  readonly score: number;
  readonly reason: string;
}

/**
 * GuardDuty's own number, which is Postern's scale: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
 * @param confidence 0 is how GuardDuty takes a finding back: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_working-with-findings.html
 */
export function guardDutySeverity(severity: number, confidence?: number): RatedSeverity {
  if (confidence === 0)
    return { score: 0, reason: 'GuardDuty found it to be a false positive (Confidence 0)' };
  return { score: Math.min(10, Math.max(0, severity)), reason: 'GuardDuty rates it so' };
}

/** What Inspector calls its labels; those that Postern has too mean the same bands of CVSS. */
type InspectorLabel = SeverityLabel | 'UNTRIAGED';

/**
 * Inspector's label decides, and its score finds the place within the band of the label; a vulnerability that no vendor
 * has rated yet is UNTRIAGED. https://docs.aws.amazon.com/inspector/latest/user/findings-understanding-severity.html
 * @param inspectorScore 0 to 10, which findings of code and networks have not.
 */
export function inspectorSeverity(label: InspectorLabel, inspectorScore: number | undefined): RatedSeverity {
  if (label === 'UNTRIAGED') return { score: 0, reason: 'no vendor has rated it yet (UNTRIAGED)' };
  const lowest = lowestScore(label);
  if (inspectorScore === undefined) return { score: lowest, reason: `Inspector rates it ${label}` };
  const score =
    severityLabel(inspectorScore) === label
      ? inspectorScore
      : Math.min(highestScore(label), Math.max(lowest, inspectorScore));
  return { score, reason: `Inspector rates it ${label}, with a score of ${inspectorScore}` };
}

/** The highest score of a label: a tenth below the lowest of the next. */
function highestScore(label: SeverityLabel): number {
  const next = SEVERITY_LABELS[SEVERITY_LABELS.indexOf(label) - 1];
  return next === undefined ? 10 : Math.round(lowestScore(next) * 10 - 1) / 10;
}
