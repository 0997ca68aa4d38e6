import type { Report } from '../../finding/report.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/severity.ts';

/** What was found in a service. */
export interface ServiceCounts {
  /** First part of the ids of its rules, such as `iam`. */
  readonly service: string;
  /** Active findings. */
  readonly findings: Readonly<Record<SeverityLabel, number>>;
  /** Verdicts. */
  readonly passed: number;
  readonly unknown: number;
}

/** The services that were looked at, or could not be, by name; and those in which no rule is applicable here. */
export function countByService({ rules, findings }: Report): {
  readonly lookedAt: ServiceCounts[];
  readonly notApplicable: string[];
} {
  const services = new Map<string, { findings: Record<SeverityLabel, number>; counts: Counts }>();
  const of = (ruleId: string) => {
    const [service = ruleId] = ruleId.split('/');
    const known = services.get(service);
    if (known !== undefined) return known;
    const fresh = { findings: none(), counts: { passed: 0, failed: 0, unknown: 0, notApplicable: 0 } };
    services.set(service, fresh);
    return fresh;
  };
  for (const { ruleId, counts } of rules) {
    const sum = of(ruleId).counts;
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.unknown += counts.unknown;
    sum.notApplicable += counts.notApplicable;
  }
  for (const { ruleId, status, severity } of findings)
    if (status === 'ACTIVE') of(ruleId).findings[severity.label] += 1;

  const sorted = [...services].sort(([a], [b]) => (a < b ? -1 : 1));
  const isJudged = ({ passed, failed, unknown, notApplicable }: Counts) =>
    passed + failed + unknown > 0 || notApplicable === 0;
  return {
    lookedAt: sorted
      .filter(([, { counts }]) => isJudged(counts))
      .map(([service, { findings, counts }]) => ({
        service,
        findings,
        passed: counts.passed,
        unknown: counts.unknown,
      })),
    notApplicable: sorted.filter(([, { counts }]) => !isJudged(counts)).map(([service]) => service),
  };
}

/** Several services as one. */
export function together(name: string, services: readonly ServiceCounts[]): ServiceCounts {
  const sum = (of: (service: ServiceCounts) => number) =>
    services.reduce((total, each) => total + of(each), 0);
  const findings = none();
  for (const label of SEVERITY_LABELS) findings[label] = sum((each) => each.findings[label]);
  return {
    service: name,
    findings,
    passed: sum(({ passed }) => passed),
    unknown: sum(({ unknown }) => unknown),
  };
}

type Counts = Report['rules'][number]['counts'];

function none(): Record<SeverityLabel, number> {
  return { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 };
}
