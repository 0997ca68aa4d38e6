import type { AbsorbedResult, Finding, FindingPart, Report, Severity } from '../report.ts';
import type { ReportHead } from '../report-source.ts';

/** What is compared of a failed verdict: a finding without parts, a part, or what is absorbed. Untrusted text, not yet escaped. */
export interface VerdictOutline {
  readonly id: string;
  readonly ruleId: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Pick<Severity, 'score' | 'label'>;
  readonly accountId: string;
  /** Where it was judged. */
  readonly region: string;
  readonly resource: { readonly type: string; readonly id: string; readonly region: string };
  readonly part: string | undefined;
  /** ABSORBED: a finding tells its cause, and it is none of its own. */
  readonly status: Finding['status'] | 'ABSORBED';
  readonly firstObservedAt: string;
  /** A detector of AWS saw it, and its times are those of AWS. */
  readonly byDetector: boolean;
}

type Told =
  | 'id'
  | 'description'
  | 'accountId'
  | 'region'
  | 'part'
  | 'firstObservedAt'
  | 'detectedBy'
  | 'severity';
type Loose<T> = { readonly [name in keyof T]: name extends 'detectedBy' ? unknown : T[name] };
type LooseResource = Pick<Finding['resources'][number], 'type' | 'id' | 'region'>;

/** A finding as far as it is compared: one of this scan, or one of a report of any version that is still read. */
export type ComparableFinding = Loose<Pick<Finding, Told | 'ruleId' | 'title' | 'status'>> & {
  readonly resources: readonly LooseResource[];
  readonly parts?:
    | readonly (Loose<Pick<FindingPart, Told | 'status'>> & { readonly resource: LooseResource })[]
    | undefined;
};

export type ComparableAbsorbed = Loose<Pick<AbsorbedResult, Told | 'ruleId' | 'title'>> & {
  readonly resource: LooseResource;
};

/** What a report says of how it came to be, as far as that decides what can be compared. */
export interface ComparableHead {
  readonly product: Pick<Report['product'], 'version'>;
  readonly scan: Pick<Report['scan'], 'status' | 'startedAt' | 'partition' | 'regions'> & {
    readonly accounts: readonly Pick<Report['scan']['accounts'][number], 'accountId' | 'alias'>[];
    readonly regionsLeftOut: Pick<Report['scan']['regionsLeftOut'], 'off'>;
  };
  readonly summary: {
    readonly findings: Pick<ReportHead['summary']['findings'], 'total' | 'bySeverity' | 'leftOut'>;
  };
  readonly unknowns: readonly (ComparableScope | { readonly parts: readonly ComparableScope[] })[];
  readonly notApplicable: readonly ComparableScope[];
  readonly rules: readonly {
    readonly ruleId: string;
    readonly scopes: readonly {
      readonly accountId: string;
      readonly region: string;
      readonly counts: { readonly failed: number };
    }[];
  }[];
}

interface ComparableScope {
  readonly ruleId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resource?: Pick<LooseResource, 'type' | 'id'> | undefined;
}

/** A report as others are compared with it: how it came to be, and its failed verdicts by id. */
export interface ReportOutline {
  readonly head: ComparableHead;
  readonly verdicts: ReadonlyMap<string, VerdictOutline>;
}

/** What a report at hand holds. */
export function outlineOf(
  report: ComparableHead & {
    readonly findings: readonly ComparableFinding[];
    readonly absorbed: readonly ComparableAbsorbed[];
  },
): ReportOutline {
  const verdicts = [...report.findings.flatMap(verdictsOf), ...report.absorbed.map(absorbedVerdict)];
  return { head: report, verdicts: new Map(verdicts.map((verdict) => [verdict.id, verdict])) };
}

/** The verdicts of a finding: its parts, or itself. */
export function verdictsOf(finding: ComparableFinding): VerdictOutline[] {
  const { ruleId, title, parts, resources } = finding;
  if (parts !== undefined)
    return parts.map((part) => outline({ ruleId, title, ...part }, part.resource, part.status));
  const [resource = NO_RESOURCE] = resources;
  return [outline(finding, resource, finding.status)];
}

export function absorbedVerdict(absorbed: ComparableAbsorbed): VerdictOutline {
  return outline(absorbed, absorbed.resource, 'ABSORBED');
}

/** A schema has findings name one; nothing follows from there being none. */
const NO_RESOURCE: LooseResource = { type: '', id: '', region: '' };

function outline(
  verdict: Loose<Pick<Finding, Told | 'ruleId' | 'title'>>,
  { type, id, region }: LooseResource,
  status: VerdictOutline['status'],
): VerdictOutline {
  const { severity, detectedBy } = verdict;
  return {
    id: verdict.id,
    ruleId: verdict.ruleId,
    title: verdict.title,
    description: verdict.description,
    severity: { score: severity.score, label: severity.label },
    accountId: verdict.accountId,
    region: verdict.region,
    resource: { type, id, region },
    part: verdict.part,
    status,
    firstObservedAt: verdict.firstObservedAt,
    byDetector: detectedBy !== undefined,
  };
}

/** What verdicts are told in the order of: as findings in a report, the gravest first. */
export function inOrderOfReport(verdicts: readonly VerdictOutline[]): VerdictOutline[] {
  return [...verdicts].sort(
    (a, b) =>
      b.severity.score - a.severity.score ||
      compare(a.ruleId, b.ruleId) ||
      compare(a.accountId, b.accountId) ||
      compare(a.region, b.region) ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
