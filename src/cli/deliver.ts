import { atLeast } from '../finding/minimum-severity.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { type Format, formatNamed, formatOfFile, formats } from '../report/format.ts';
import type { SeverityLabel } from '../rule/severity.ts';
import { requireWritable, writeWhole } from './output-file.ts';
import { UsageError } from './problem.ts';
import { print, showsLinks, terminal } from './terminal.ts';

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

/** Takes the report to where the user wants it. */
export type Delivery = (report: ReportSource) => Promise<void>;

/**
 * Makes sure, before anything is scanned, that the report can be delivered.
 * @throws UsageError for a file that names no format or cannot be written.
 */
export async function prepareDelivery({
  format,
  output,
  severity,
  details,
}: OutputOptions): Promise<Delivery> {
  const files = output.map((path) => ({ path, format: requireFormat(path) }));
  for (const path of output) await requireWritable(path);
  return async (report) => {
    const shown = severity === undefined ? report : await atLeast(report, severity);
    // Standard output goes first: it is all that is left when a disk is full.
    const { width, colour, shown: worstLast } = terminal();
    const page = { width, colour, links: await showsLinks(), details, worstLast };
    const write = await formatNamed(format)?.writer(page);
    await print(process.stdout, write?.(shown) ?? '');
    for (const file of files) {
      const write = await file.format.writer({ details });
      await writeWhole(file.path, write(shown));
    }
  };
}

function requireFormat(path: string): Format {
  const format = formatOfFile(path);
  if (format !== undefined) return format;
  const endings = formats.flatMap((known) => known.endings);
  throw new UsageError(`The ending of ${path} names no format. Endings are: ${endings.join(', ')}.`);
}
