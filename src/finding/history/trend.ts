import type { Report } from '../report.ts';
import { SEVERITY_LABELS } from '../severity.ts';
import { Coverage } from './coverage.ts';
import type { ComparableHead, ReportOutline, VerdictOutline } from './outline.ts';

const DAY = 86_400_000;

/** One report of a series. */
export interface TrendPoint {
  readonly startedAt: string;
  readonly version: string;
  readonly status: Report['scan']['status'];
  readonly rules: number;
  readonly regions: number;
  /** Active findings, as the report counts them; those that it leaves out are not among them. */
  readonly bySeverity: Report['summary']['findings']['bySeverity'];
  readonly leftOut: Report['summary']['findings']['leftOut'];
  /** Rules that could not be judged everywhere. */
  readonly unknownRules: number;
  /** Failed verdicts that the report before looked for and did not have; undefined for the first. */
  readonly opened: number | undefined;
  /** Failed verdicts of reports before that this one looked for and does not have; undefined for the first. */
  readonly closed: number | undefined;
}

/** A failed verdict that the last report has, or did not look for. */
export interface OpenVerdict {
  readonly verdict: VerdictOutline;
  /** When it was first observed; as far as the reports go, where they do not say. */
  readonly since: string;
  /** Whole days until the last report. */
  readonly days: number;
  /** When the last report that has it was made, where the last one did not look. */
  readonly lastSeenAt: string | undefined;
}

/** A failed verdict that a report looked for and did not have any more. */
export interface ClosedVerdict {
  readonly verdict: VerdictOutline;
  readonly since: string;
  readonly closedAt: string;
  /** Whole days between the two. A scan sees it late by the time since the scan before. */
  readonly days: number;
}

/** The reports of the same accounts, the earliest first. */
export interface TrendSeries {
  readonly partition: string;
  readonly accounts: ComparableHead['scan']['accounts'];
  readonly points: readonly TrendPoint[];
  /** The gravest first, and of these the oldest. */
  readonly open: readonly OpenVerdict[];
  /** In the order in which they were closed. */
  readonly closed: readonly ClosedVerdict[];
}

/** What is known of a failed verdict while it is not closed. */
interface Known {
  readonly verdict: VerdictOutline;
  readonly since: string;
  readonly seenAt: string;
  readonly seenBy: Coverage;
}

/** Follows failed verdicts from report to report, and holds no more than those that are not closed. */
export class Trend {
  readonly #series = new Map<string, Series>();

  /** Adds a report that is no earlier than those before. */
  add(report: ReportOutline): void {
    const { partition, accounts } = report.head.scan;
    const key = JSON.stringify([partition, accounts.map(({ accountId }) => accountId).sort()]);
    const series = this.#series.get(key) ?? new Series();
    this.#series.set(key, series);
    series.add(report);
  }

  /** By the ids of their accounts. */
  series(): TrendSeries[] {
    return [...this.#series]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, series]) => {
        const told = series.told();
        return told === undefined ? [] : [told];
      });
  }
}

class Series {
  readonly #points: TrendPoint[] = [];
  readonly #known = new Map<string, Known>();
  readonly #closed: ClosedVerdict[] = [];
  #last: { readonly head: ComparableHead; readonly coverage: Coverage } | undefined;

  add({ head, verdicts }: ReportOutline): void {
    const coverage = new Coverage(head, verdicts.values());
    const { startedAt } = head.scan;
    const before = this.#last;
    this.#last = { head, coverage };
    let opened = 0;
    for (const verdict of verdicts.values()) {
      if (verdict.status === 'CLOSED') continue;
      const known = this.#known.get(verdict.id);
      const since = [verdict.firstObservedAt, known?.since ?? startedAt].sort()[0] ?? startedAt;
      this.#known.set(verdict.id, { verdict, since, seenAt: startedAt, seenBy: coverage });
      const isNew = known === undefined && verdict.status === 'ACTIVE';
      if (isNew && before?.coverage.blindTo(verdict, coverage) === undefined) opened += 1;
    }
    const closed = this.#close(coverage, startedAt);
    this.#points.push({
      startedAt,
      version: head.product.version,
      status: head.scan.status,
      rules: head.rules.length,
      regions: head.scan.regions.length,
      bySeverity: head.summary.findings.bySeverity,
      leftOut: head.summary.findings.leftOut,
      unknownRules: unknownRulesOf(head),
      opened: before === undefined ? undefined : opened,
      closed: before === undefined ? undefined : closed,
    });
  }

  /** Closes what the report looked for and does not have. What was suppressed or told by another is dropped. */
  #close(coverage: Coverage, at: string): number {
    let closed = 0;
    for (const [id, { verdict, since, seenBy }] of this.#known) {
      if (seenBy === coverage || coverage.blindTo(verdict, seenBy) !== undefined) continue;
      this.#known.delete(id);
      if (verdict.status !== 'ACTIVE') continue;
      this.#closed.push({ verdict, since, closedAt: at, days: daysBetween(since, at) });
      closed += 1;
    }
    return closed;
  }

  told(): TrendSeries | undefined {
    if (this.#last === undefined) return undefined;
    const { startedAt, partition, accounts } = this.#last.head.scan;
    const open = [...this.#known.values()]
      .filter(({ verdict }) => verdict.status === 'ACTIVE')
      .map(
        ({ verdict, since, seenAt }): OpenVerdict => ({
          verdict,
          since,
          days: daysBetween(since, startedAt),
          lastSeenAt: seenAt === startedAt ? undefined : seenAt,
        }),
      );
    return {
      partition,
      accounts,
      points: this.#points,
      open: open.sort(gravestAndOldest),
      closed: this.#closed,
    };
  }
}

function gravestAndOldest(a: OpenVerdict, b: OpenVerdict): number {
  const rank = ({ verdict }: OpenVerdict) => SEVERITY_LABELS.indexOf(verdict.severity.label);
  const keys = ({ verdict, since }: OpenVerdict) =>
    [since, verdict.ruleId, verdict.region, verdict.id].join(' ');
  return rank(a) - rank(b) || (keys(a) < keys(b) ? -1 : 1);
}

function unknownRulesOf({ unknowns }: ComparableHead): number {
  return new Set(
    unknowns.flatMap((each) => ('parts' in each ? each.parts : [each])).map(({ ruleId }) => ruleId),
  ).size;
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY));
}
