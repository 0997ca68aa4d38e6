import { noFindings } from '../finding/count-findings.ts';
import type { Finding, Report } from '../finding/report.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { lowestScore, type SeverityLabel } from '../finding/severity.ts';

/** Findings that a notice lists; the others it counts. */
const MOST_LISTED = 50;

/** A finding with something new in it, as a webhook is told of it. */
export interface ListedFinding
  extends Pick<Finding, 'id' | 'ruleId' | 'title' | 'description' | 'severity' | 'accountId' | 'region'> {
  readonly resourceId: string;
  /** How many of its parts are new, where it has parts. */
  readonly newParts?: number;
}

/** What a webhook is told of a scan. */
export interface Notice {
  readonly product: Report['product'];
  readonly scan: {
    readonly startedAt: string;
    readonly accounts: readonly Pick<Report['scan']['accounts'][number], 'accountId' | 'alias'>[];
  };
  /** The scan that the findings are new since; without one all that are active count as new. */
  readonly since?: string;
  readonly new: Pick<Report['summary']['findings'], 'total' | 'bySeverity'>;
  /** The first of them in the order of the report, the most severe first. */
  readonly findings: readonly ListedFinding[];
  /** How many more there are than are listed. */
  readonly more: number;
}

/**
 * What is new in a report at or above a severity.
 * @returns undefined where nothing is: then nobody need be told.
 */
export async function noticeOf(
  { head, findings }: ReportSource,
  lowest: SeverityLabel,
): Promise<Notice | undefined> {
  const counts = noFindings();
  const listed: ListedFinding[] = [];
  for await (const finding of findings()) {
    const news = (finding.parts ?? [finding]).filter(
      ({ status, baselineState, severity }) =>
        status === 'ACTIVE' && baselineState !== 'PERSISTING' && severity.score >= lowestScore(lowest),
    );
    const worst = news.map(({ severity }) => severity).sort((a, b) => b.score - a.score)[0];
    if (worst === undefined) continue;
    counts.total += 1;
    counts.bySeverity[worst.label] += 1;
    if (listed.length < MOST_LISTED) listed.push(listedOf(finding, worst, news.length));
  }
  if (counts.total === 0) return undefined;
  return {
    product: head.product,
    scan: {
      startedAt: head.scan.startedAt,
      accounts: head.scan.accounts.map(({ accountId, alias }) => ({
        accountId,
        ...(alias === undefined ? {} : { alias }),
      })),
    },
    ...(head.baseline === undefined ? {} : { since: head.baseline.startedAt }),
    new: counts,
    findings: listed,
    more: counts.total - listed.length,
  };
}

function listedOf(finding: Finding, severity: Finding['severity'], newParts: number): ListedFinding {
  const { id, ruleId, title, description, accountId, region, resources, parts } = finding;
  return {
    ...{ id, ruleId, title, description, severity, accountId, region },
    resourceId: resources[0]?.id ?? '',
    ...(parts === undefined ? {} : { newParts }),
  };
}
