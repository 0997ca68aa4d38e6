import { Comparison, isWorse } from '../finding/history/compare.ts';
import {
  absorbedVerdict,
  type ReportOutline,
  type VerdictOutline,
  verdictsOf,
} from '../finding/history/outline.ts';
import type { Finding, GoneResult, Report } from '../finding/report.ts';
import type { ReportSource } from '../finding/report-source.ts';

type Baseline = NonNullable<Report['baseline']>;
type State = Finding['baselineState'];

/**
 * The report with what an earlier one knows: each finding and part is new or persists, and what persists was first
 * observed when it was. Nothing is held but the verdicts of the baseline.
 */
export async function againstBaseline(
  { head, findings }: ReportSource,
  baseline: ReportOutline,
): Promise<ReportSource> {
  const comparison = new Comparison(baseline, head, { earlier: 'the baseline', later: 'this scan' });
  const counts = { new: 0, persisting: 0 };
  const worse: NonNullable<Baseline['worse']> = [];
  for await (const finding of findings()) {
    for (const verdict of verdictsOf(finding)) {
      const change = comparison.take(verdict);
      if (verdict.status !== 'ACTIVE') continue;
      if (change.state === 'NEW') counts.new += 1;
      if (change.state !== 'PERSISTING') continue;
      counts.persisting += 1;
      if (change.before !== undefined && isWorse(change))
        worse.push({ id: verdict.id, was: { ...change.before.severity } });
    }
  }
  for (const absorbed of head.absorbed) comparison.take(absorbedVerdict(absorbed));
  const { gone, notCompared } = comparison.remainder();
  return {
    head: {
      ...head,
      absorbed: head.absorbed.map((absorbed) => ({
        ...absorbed,
        firstObservedAt: firstObserved(baseline, absorbedVerdict(absorbed)),
      })),
      baseline: {
        startedAt: baseline.head.scan.startedAt,
        ...counts,
        ...(worse.length === 0 ? {} : { worse }),
        gone: gone.map(goneResult),
        notCompared: [...notCompared],
      },
    },
    async *findings() {
      for await (const finding of findings()) yield marked(finding, comparison, baseline);
    },
  };
}

function marked(finding: Finding, comparison: Comparison, baseline: ReportOutline): Finding {
  const changes = verdictsOf(finding).map((verdict) => comparison.changeOf(verdict));
  const times = changes.map(({ verdict }) => firstObserved(baseline, verdict));
  const [first = finding.firstObservedAt] = [...times].sort();
  return {
    ...finding,
    ...stated(stateOfAll(changes)),
    firstObservedAt: first,
    ...(finding.parts && {
      parts: finding.parts.map((part, index) => ({
        ...part,
        ...stated(changes[index]?.state),
        firstObservedAt: times[index] ?? part.firstObservedAt,
      })),
    }),
  };
}

/** Of a finding by its verdicts: what is suppressed counts only where all are. */
function stateOfAll(
  changes: readonly { readonly state: State; readonly verdict: Pick<VerdictOutline, 'status'> }[],
): State {
  const active = changes.filter(({ verdict }) => verdict.status === 'ACTIVE');
  const states = (active.length === 0 ? changes : active).map(({ state }) => state);
  if (states.includes('NEW')) return 'NEW';
  return states.includes(undefined) ? undefined : 'PERSISTING';
}

function stated(state: State): Pick<Finding, 'baselineState'> {
  return state === undefined ? {} : { baselineState: state };
}

/** Never later than the scan says; what a detector of AWS saw has AWS's own times. */
function firstObserved(baseline: ReportOutline, verdict: VerdictOutline): string {
  const before = baseline.verdicts.get(verdict.id)?.firstObservedAt;
  return before === undefined || verdict.byDetector || before > verdict.firstObservedAt
    ? verdict.firstObservedAt
    : before;
}

function goneResult(verdict: VerdictOutline): GoneResult {
  const { id, ruleId, title, description, severity, accountId, region, resource, part, firstObservedAt } =
    verdict;
  return {
    id,
    ruleId,
    title,
    description,
    severity: { ...severity },
    accountId,
    region,
    resourceId: resource.id,
    ...(part === undefined ? {} : { part }),
    firstObservedAt,
  };
}
