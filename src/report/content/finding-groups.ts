import type { Finding } from '../../finding/report.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/severity.ts';

/** Findings of one rule with one title. */
export interface FindingGroup {
  readonly first: Finding;
  readonly findings: readonly Finding[];
}

/** Findings of one severity, by rule. */
export interface SeverityGroup {
  readonly label: SeverityLabel;
  readonly findings: readonly Finding[];
  readonly rules: readonly FindingGroup[];
}

/**
 * Active findings by severity and by rule, the worst first. A rule that carries over findings of AWS has a group for
 * every title; a rule whose findings differ in severity is in several groups.
 */
export function groupFindings(findings: readonly Finding[]): SeverityGroup[] {
  const active = findings.filter(({ status }) => status === 'ACTIVE');
  return SEVERITY_LABELS.flatMap((label) => {
    const labelled = active.filter(({ severity }) => severity.label === label);
    return labelled.length === 0 ? [] : [{ label, findings: labelled, rules: byRule(labelled) }];
  });
}

function byRule(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, { first: Finding; findings: Finding[] }>();
  for (const finding of [...findings].sort((a, b) => b.severity.score - a.severity.score)) {
    const key = JSON.stringify([finding.ruleId, finding.title]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, findings: [finding] });
    else group.findings.push(finding);
  }
  return [...groups.values()].sort(
    (a, b) => b.first.severity.score - a.first.severity.score || compare(a.first.ruleId, b.first.ruleId),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
