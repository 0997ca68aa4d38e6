import { relative, sep } from 'node:path';
import { atLeast } from '../finding/minimum-severity.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { type Format, formatNamed, formatOfFile, formats, type WriterOptions } from '../report/format.ts';
import type { SeverityLabel } from '../rule/severity.ts';
import { JSON_CONFIG } from './config-file.ts';
import { identityOf, requireWritable, type Text, writeWhole } from './output-file.ts';
import { aboutSetting, OutputError, UsageError } from './problem.ts';
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
  readonly sarifLocation?: string;
  readonly ocsfVersion: WriterOptions['ocsfVersion'];
}

/** What the files of a scan must not be, and the tape that is one of them. */
export interface FileOptions {
  readonly record?: string;
  readonly replay?: string;
  readonly baseline?: string;
  readonly config?: string;
}

/** What came of a delivery. */
export interface Delivered {
  /** What could not be delivered; all else was. */
  readonly failed: readonly OutputError[];
  /** What formats could not hold, in sentences. */
  readonly notes: readonly string[];
}

/** Takes the report, and the tape where one was recorded, to where the user wants them. */
export type Delivery = (report: ReportSource, tape: Text | undefined) => Promise<Delivered>;

/**
 * Makes sure, before anything is scanned, that report and tape can be delivered, each to a file of its own.
 * @throws UsageError for a file that names no format, cannot be written, or is needed for something else.
 */
export async function prepareDelivery(options: OutputOptions & FileOptions): Promise<Delivery> {
  const { output, record, severity, details, config = JSON_CONFIG } = options;
  const files = output.map((path) => ({ path, format: requireFormat(path) }));
  await requireFilesOfTheirOwn(options);
  return async (report, tape) => {
    const shown = severity === undefined ? report : await atLeast(report, severity);
    const notes = new Set<string>();
    const optionsFor = (table: WriterOptions['table'], where: string): WriterOptions => ({
      table,
      sarifLocation: fromHere(options.sarifLocation ?? config),
      ocsfVersion: options.ocsfVersion,
      note: (sentence) => notes.add(`${where}: ${sentence}`),
    });
    const toFile = async (path: string, format: Format) => {
      const write = await format.writer(optionsFor({ details }, path));
      await writeWhole(path, write(shown));
    };
    const toStandardOutput = async () => {
      const { width, colour, shown: worstLast } = terminal();
      const page = { width, colour, links: await showsLinks(), details, worstLast };
      const write = await formatNamed(options.format)?.writer(optionsFor(page, 'standard output'));
      await print(process.stdout, write?.(shown) ?? '');
    };
    // Side by side: a pipe that nobody reads yet, or a pager, holds up nothing but itself.
    const ended = await Promise.allSettled([
      ...files.map(({ path, format }) => toFile(path, format)),
      ...(record === undefined || tape === undefined ? [] : [writeWhole(record, tape)]),
      toStandardOutput(),
    ]);
    const reasons = ended.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    for (const reason of reasons) if (!(reason instanceof OutputError)) throw reason;
    return { failed: reasons.filter((reason) => reason instanceof OutputError), notes: [...notes] };
  };
}

/** As a repository names a file: from the working directory, with slashes. */
function fromHere(path: string): string {
  return relative('.', path).split(sep).join('/');
}

async function requireFilesOfTheirOwn(options: OutputOptions & FileOptions): Promise<void> {
  const { output, record, replay, baseline, config = JSON_CONFIG } = options;
  const taken = new Map<string, string>();
  const take = (identity: string | undefined, as: string) => {
    if (identity !== undefined) taken.set(identity, as);
  };
  // The next scan would take this one for its configuration, whether this scan has another or not.
  take(await identityOf(JSON_CONFIG), 'the configuration');
  take(await identityOf(config), 'the configuration');
  if (replay !== undefined) take(await identityOf(replay), 'the tape that is replayed');
  take(identityOfStream(process.stderr), 'where standard error goes');
  take(identityOfStream(process.stdout), 'where standard output goes');
  if (record !== undefined && baseline !== undefined) {
    const identity = await identityOf(baseline);
    if (identity !== undefined && identity === (await identityOf(record)))
      throw new UsageError(
        `${record} cannot be written: it is the baseline, and a tape is none. Name another file.`,
      );
  }
  const requireFree = async (path: string) => {
    await requireWritable(path);
    const identity = await identityOf(path);
    const other = identity === undefined ? undefined : taken.get(identity);
    if (other !== undefined)
      throw new UsageError(`${path} cannot be written: it is ${other}. Name another file.`);
    take(identity, 'another output as well');
  };
  for (const path of output) await aboutSetting('output', () => requireFree(path));
  if (record !== undefined) await requireFree(record);
}

function requireFormat(path: string): Format {
  const format = formatOfFile(path);
  if (format !== undefined) return format;
  const endings = formats.flatMap((known) => known.endings);
  throw new UsageError(`The ending of ${path} names no format. Endings are: ${endings.join(', ')}.`, {
    setting: 'output',
  });
}
