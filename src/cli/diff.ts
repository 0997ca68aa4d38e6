import { diffOf, type ReportDiff } from '../finding/history/diff.ts';
import { judgeDiff } from '../gate/judge-diff.ts';
import type { SeverityLabel } from '../rule/severity.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { exitLine } from './exit-line.ts';
import { readReportFile } from './report-file.ts';
import { print, say, terminal } from './terminal.ts';

const WRITERS = {
  table: async () => (await import('../report/table/diff.ts')).diffTableFor({ ...terminal(), links: false }),
  markdown: async () => (await import('../report/diff/markdown.ts')).diffMarkdown,
  json: async () => (await import('../report/diff/json.ts')).diffJson,
} as const satisfies Record<string, () => Promise<(diff: ReportDiff) => Iterable<string>>>;

export interface DiffOptions {
  readonly format: keyof typeof WRITERS;
  /** The mildest severity of what is new that fails. */
  readonly failOn: SeverityLabel | 'NEVER';
}

/** Prints what is new, persisting and gone between two reports, and says in the exit code whether something is new. */
export async function diff(
  oldPath: string,
  newPath: string,
  { format, failOn }: DiffOptions,
): Promise<ExitCode> {
  const earlier = await readReportFile(oldPath, 'The old report');
  const later = await readReportFile(newPath, 'The new report');
  const told = diffOf(earlier, later);
  const write = await WRITERS[format]();
  await print(process.stdout, write(told));
  const lines = [
    ...(later.head.scan.startedAt < earlier.head.scan.startedAt
      ? ['postern: The old report is the newer one of the two.\n']
      : []),
  ];
  let exitCode: ExitCode = EXIT.clear;
  if (failOn !== 'NEVER') {
    const judgement = judgeDiff(told, failOn);
    exitCode = judgement.exitCode;
    lines.push(exitLine(judgement.sentence, exitCode, terminal()));
  }
  if (lines.length === 0) return exitCode;
  return (await say(lines.join(''), { free: format === 'table' })) ? exitCode : EXIT.incomplete;
}
