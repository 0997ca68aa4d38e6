import type { AbsorbedResult, Finding, FindingResource, Severity } from '../../src/finding/report.ts';

/** A failed verdict as a report tells of it, wherever it stands there. */
export interface FailedVerdict {
  readonly id: string;
  readonly ruleId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resource: FindingResource | undefined;
  readonly part: string | undefined;
  readonly severity: Severity;
  readonly standsIn: 'findings' | 'parts' | 'absorbed';
}

/** Every failed verdict that a report tells of: findings without parts, parts, and what is absorbed. */
export function failedVerdicts(report: {
  readonly findings: readonly Finding[];
  readonly absorbed: readonly AbsorbedResult[];
}): FailedVerdict[] {
  return [
    ...report.findings.flatMap((finding): FailedVerdict[] => {
      const { ruleId } = finding;
      return finding.parts === undefined
        ? [{ part: undefined, ...finding, resource: finding.resources[0], standsIn: 'findings' }]
        : finding.parts.map((part) => ({ part: undefined, ...part, ruleId, standsIn: 'parts' }));
    }),
    ...report.absorbed.map(
      (verdict): FailedVerdict => ({ part: undefined, ...verdict, standsIn: 'absorbed' }),
    ),
  ];
}
