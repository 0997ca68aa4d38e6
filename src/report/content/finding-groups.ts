import { EXPOSURES, type Exposure, widestExposure } from '../../finding/exposure.ts';
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

/** What is mended at one go, and what that comes to. */
export interface ToFix extends FindingGroup {
  /** The widest of all; undefined when none is known. */
  readonly exposure: Exposure | undefined;
  /** Failed verdicts of other rules whose cause is told here. */
  readonly absorbed: number;
}

/**
 * Active findings by severity and by rule, the worst first. A rule that carries over findings of AWS has a group for
 * every title; a rule whose findings differ in severity is in several groups.
 */
export function groupFindings(findings: readonly Finding[]): SeverityGroup[] {
  return SEVERITY_LABELS.flatMap((label) => {
    const labelled = findings.filter(
      ({ status, severity }) => status === 'ACTIVE' && severity.label === label,
    );
    return labelled.length === 0 ? [] : [{ label, findings: labelled, rules: byRule(labelled) }];
  });
}

/**
 * What there is to mend, by rule and title, in the order in which to begin: by severity, then by exposure, then by how
 * many failed verdicts it closes: findings, their parts, and what they absorb.
 */
export function inOrderOfFixing(findings: readonly Finding[]): ToFix[] {
  const active = findings.filter(({ status }) => status === 'ACTIVE');
  return byRule(active)
    .map((group) => {
      const absorbed = total(group.findings, ({ absorbs }) => absorbs?.length ?? 0);
      const held = total(
        group.findings,
        ({ parts }) => parts?.filter(({ status }) => status === 'ACTIVE').length ?? 1,
      );
      const exposure = widestExposure(group.findings.map((finding) => finding.exposure));
      return { ...group, exposure, absorbed, closes: held + absorbed };
    })
    .sort(
      (a, b) =>
        b.first.severity.score - a.first.severity.score ||
        rank(a.exposure) - rank(b.exposure) ||
        b.closes - a.closes ||
        compare(a.first.ruleId, b.first.ruleId),
    );
}

/** What nobody knows the exposure of may be exposed as far as the account goes, and no further is claimed. */
function rank(exposure: Exposure | undefined): number {
  return EXPOSURES.indexOf(exposure ?? 'inside');
}

function total(findings: readonly Finding[], of: (finding: Finding) => number): number {
  return findings.reduce((sum, finding) => sum + of(finding), 0);
}

function byRule(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.ruleId}\n${finding.title}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .map((group) => {
      const [first] = group.sort((a, b) => b.severity.score - a.severity.score);
      return { first, findings: group };
    })
    .sort(
      (a, b) => b.first.severity.score - a.first.severity.score || compare(a.first.ruleId, b.first.ruleId),
    );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
