import { atLeast } from '../finding/minimum-severity.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { type Format, formatNamed, formatOfFile, formats } from '../report/format.ts';
import type { SeverityLabel } from '../rule/severity.ts';
import { DEFAULT_FILE } from './config-file.ts';
import { identityOf, requireWritable, type Text, writeWhole } from './output-file.ts';
import { OutputError, UsageError } from './problem.ts';
import { identityOfStream, print, showsLinks, terminal } from './terminal.ts';

export interface OutputOptions {
  /** Name of the format on standard output. */
  readonly format: string;
  /** Files that get the report as well; their endings name the format. */
  readonly output: readonly string[];
  /** The mildest severity that is shown. */
  readonly severity?: SeverityLabel;
  /** A table tells everything, instead of one screen. */
  readonly details: boolean;
}

/** What the files of a scan must not be, and the tape that is one of them. */
export interface FileOptions {
  readonly record?: string;
  readonly replay?: string;
  readonly config?: string;
}

/**
 * Takes the report, and the tape where one was recorded, to where the user wants them.
 * @returns what could not be delivered; all else was.
 */
export type Delivery = (report: ReportSource, tape: Text | undefined) => Promise<readonly OutputError[]>;

/**
 * Makes sure, before anything is scanned, that report and tape can be delivered, each to a file of its own.
 * @throws UsageError for a file that names no format, cannot be written, or is needed for something else.
 */
export async function prepareDelivery(options: OutputOptions & FileOptions): Promise<Delivery> {
  const { output, record, severity, details } = options;
  const files = output.map((path) => ({ path, format: requireFormat(path) }));
  await requireFilesOfTheirOwn(options);
  return async (report, tape) => {
    const shown = severity === undefined ? report : await atLeast(report, severity);
    const toFile = async (path: string, format: Format) => {
      const write = await format.writer({ details });
      await writeWhole(path, write(shown));
    };
    // Side by side: a pipe that nobody reads yet, or a pager, holds up nothing but itself.
    const ended = await Promise.allSettled([
      ...files.map(({ path, format }) => toFile(path, format)),
      ...(record === undefined || tape === undefined ? [] : [writeWhole(record, tape)]),
      toStandardOutput(shown, options),
    ]);
    const reasons = ended.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    for (const reason of reasons) if (!(reason instanceof OutputError)) throw reason;
    return reasons.filter((reason) => reason instanceof OutputError);
  };
}

async function toStandardOutput(report: ReportSource, { format, details }: OutputOptions): Promise<void> {
  const { width, colour, shown: worstLast } = terminal();
  const page = { width, colour, links: await showsLinks(), details, worstLast };
  const write = await formatNamed(format)?.writer(page);
  await print(process.stdout, write?.(report) ?? '');
}

async function requireFilesOfTheirOwn(options: OutputOptions & FileOptions): Promise<void> {
  const { output, record, replay, config = DEFAULT_FILE } = options;
  const taken = new Map<string, string>();
  const take = (identity: string | undefined, as: string) => {
    if (identity !== undefined) taken.set(identity, as);
  };
  take(await identityOf(config), 'the configuration');
  if (replay !== undefined) take(await identityOf(replay), 'the tape that is replayed');
  take(identityOfStream(process.stderr), 'where standard error goes');
  take(identityOfStream(process.stdout), 'where standard output goes');
  for (const path of [...output, ...(record === undefined ? [] : [record])]) {
    await requireWritable(path);
    const identity = await identityOf(path);
    const other = identity === undefined ? undefined : taken.get(identity);
    if (other !== undefined)
      throw new UsageError(`${path} cannot be written: it is ${other}. Name another file.`);
    take(identity, 'another output as well');
  }
}

function requireFormat(path: string): Format {
  const format = formatOfFile(path);
  if (format !== undefined) return format;
  const endings = formats.flatMap((known) => known.endings);
  throw new UsageError(`The ending of ${path} names no format. Endings are: ${endings.join(', ')}.`);
}
