import type { Finding, Report } from './report.ts';

/** Everything of a report but its findings. */
export type ReportHead = Omit<Report, 'findings'>;

/** A report that need not be held whole: its findings are read one by one, in their order, as often as somebody asks. */
export interface ReportSource {
  readonly head: ReportHead;
  readonly findings: () => AsyncIterable<Finding>;
}
