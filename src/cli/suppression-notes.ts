import type { Config } from '../config/config.ts';
import type { SuppressionEntry } from '../finding/report.ts';
import type { ReportHead } from '../finding/report-source.ts';

/** As many are told one by one; the report has them all. */
const MOST = 10;

/** The entries of the configuration that suppress nothing, in sentences with their lines. */
export function suppressionNotes({ suppressions }: ReportHead, config: Config): readonly string[] {
  if (suppressions === undefined) return [];
  const { expired, unmatched } = suppressions;
  const notes = [
    ...expired.map((entry) => ({
      line: lineOf(entry, config),
      what: `this suppression ended on ${entry.until}, and suppresses nothing`,
    })),
    ...unmatched.map((entry) => ({
      line: lineOf(entry, config),
      what: 'this suppression matched nothing that failed',
    })),
  ].sort((a, b) => a.line - b.line);
  const rest = notes.length - MOST;
  return [
    ...notes.slice(0, MOST).map(({ line, what }) => `${config.name}:${line}: ${what}.`),
    ...(rest > 0 ? [`${rest} more suppressions suppress nothing: the JSON report lists them.`] : []),
  ];
}

function lineOf(entry: SuppressionEntry, { suppressions }: Config): number {
  return suppressions.find((each) => each.entry === entry)?.line ?? 0;
}
