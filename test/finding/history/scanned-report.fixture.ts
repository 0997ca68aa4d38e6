import type { ReportOutline } from '../../../src/finding/history/outline.ts';
import { readReport } from '../../../src/finding/history/read-report.ts';
import type { Report } from '../../../src/finding/report.ts';
import { severityOf } from '../../../src/finding/severity.ts';
import { failedVerdicts } from '../../support/failed-verdicts.ts';
import { type ReportSketch, sampleReport } from '../../support/sample-report.ts';

export interface ScanSketch extends ReportSketch {
  /** The rules that were run, in every account and Region. */
  readonly rules?: readonly string[];
  /** When, as a date. */
  readonly on?: string;
  /** How many failed that the report does not tell of, by rule. */
  readonly leftOut?: Readonly<Record<string, number>>;
}

export const ROOT = 'iam/root-without-mfa';

/** A report of rules that were each run in every account and Region. */
export function scannedReport(sketch: ScanSketch = {}): Report {
  const { rules = [ROOT], on = '2026-11-20', leftOut } = sketch;
  const report = sampleReport(sketch);
  const verdicts = failedVerdicts(report);
  const places = report.scan.accounts.flatMap(({ accountId }) =>
    report.scan.regions.map((region) => ({ accountId, region })),
  );
  return {
    ...report,
    scan: { ...report.scan, startedAt: `${on}T12:00:00.000Z` },
    summary: {
      ...report.summary,
      findings: {
        ...report.summary.findings,
        ...(leftOut && { leftOut: { below: 'HIGH', count: 1 } }),
      },
    },
    rules: rules.map((ruleId) => {
      const scopes = places.map((place) => ({
        ...place,
        counts: {
          passed: 1,
          failed:
            (leftOut?.[ruleId] ?? 0) +
            verdicts.filter(
              (verdict) =>
                verdict.ruleId === ruleId &&
                verdict.accountId === place.accountId &&
                verdict.region === place.region,
            ).length,
          unknown: 0,
          notApplicable: 0,
        },
      }));
      return {
        ruleId,
        title: ruleId,
        severity: severityOf(9),
        counts: { passed: 1, failed: 0, unknown: 0, notApplicable: 0 },
        scopes,
      };
    }),
  };
}

/** A text as a file is read. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

export async function outlineOf(report: Report): Promise<ReportOutline> {
  return readReport(bytesOf(JSON.stringify(report)));
}
