import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ReportError } from '../finding/history/read-report.ts';
import { Trend, type TrendSeries } from '../finding/history/trend.ts';
import { visible } from '../report/content/escape.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { because, identityOf, requireWritable, writeWhole } from './output-file.ts';
import { UsageError } from './problem.ts';
import { identityIn, outlineIn } from './report-file.ts';
import { identityOfStream, print, say, terminal } from './terminal.ts';

/** Files that are named one by one when they are passed over. */
const NAMED = 5;
/** As for the table of a report: what no terminal shows. */
const SHEET = { width: 120, colour: false, links: false };

type Write = (series: readonly TrendSeries[]) => Iterable<string>;
type FormatName = 'table' | 'html' | 'json';

const WRITERS: Readonly<Record<FormatName, (page: Page) => Promise<Write>>> = {
  table: async (page) => (await import('../report/table/trend.ts')).trendTableFor(page),
  html: async () => (await import('../report/trend/html.ts')).trendHtml,
  json: async () => (await import('../report/trend/json.ts')).trendJson,
};
const ENDINGS: readonly (readonly [ending: string, format: FormatName])[] = [
  ['.txt', 'table'],
  ['.html', 'html'],
  ['.json', 'json'],
];

interface Page {
  readonly width: number;
  readonly colour: boolean;
  readonly links: boolean;
  readonly details: boolean;
}

export interface TrendOptions {
  readonly format: FormatName;
  /** Files that get it as well; their endings name the format. */
  readonly output: readonly string[];
  /** A table tells everything that is open. */
  readonly details: boolean;
}

/** A file of the folder that is no report, and why. */
interface Skipped {
  readonly name: string;
  readonly why: string;
}

/** A scan, and the files of the folder that say to be its report. */
interface Found {
  readonly names: string[];
  readonly startedAt: string;
  readonly accounts: readonly string[];
}

/** Prints how findings came and went over the reports in a folder. */
export async function trend(folder: string, options: TrendOptions): Promise<ExitCode> {
  const { format, details } = options;
  const outputs = options.output.map((path) => ({ path, format: formatOf(path) }));
  const names = await filesIn(folder);
  await requireOutputs(options.output, folder, names);
  const skipped: Skipped[] = [];
  const series = await seriesIn(folder, names, skipped);
  if (series.length === 0)
    throw new UsageError(`${folder} holds no JSON report of Postern.${skippedText(skipped)}`);
  for (const { path, format } of outputs) {
    const write = await WRITERS[format]({ ...SHEET, details });
    await writeWhole(path, write(series));
  }
  const { width, colour } = terminal();
  const write = await WRITERS[format]({ width, colour, links: false, details });
  await print(process.stdout, write(series));
  if (skipped.length === 0) return EXIT.clear;
  const told = await say(`postern:${visible(skippedText(skipped))}\n`, { free: format === 'table' });
  return told ? EXIT.clear : EXIT.incomplete;
}

/** Two passes: who and when first, so that no more than one report is held at a time. */
async function seriesIn(
  folder: string,
  names: readonly string[],
  skipped: Skipped[],
): Promise<TrendSeries[]> {
  const skip = (name: string, error: unknown) => {
    if (!(error instanceof ReportError)) throw error;
    skipped.push({ name, why: error.message });
  };
  const found: Found[] = [];
  for (const name of names) {
    try {
      const { startedAt, partition, accounts } = await identityIn(join(folder, name));
      if (accounts.length === 0) throw new ReportError('its scan came to no account');
      const same = [partition, ...accounts.map(({ accountId }) => accountId).sort()];
      const twin = found.find((each) => each.startedAt === startedAt && `${each.accounts}` === `${same}`);
      if (twin === undefined) found.push({ names: [name], startedAt, accounts: same });
      else twin.names.push(name);
    } catch (error) {
      skip(name, error);
    }
  }
  const trend = new Trend();
  for (const { names: same } of found.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))) {
    let taken: string | undefined;
    for (const name of same)
      try {
        if (taken !== undefined) throw new ReportError(`it is of the same scan as ${taken}`);
        trend.add(await outlineIn(join(folder, name)));
        taken = name;
      } catch (error) {
        skip(name, error);
      }
  }
  skipped.sort((a, b) => (a.name < b.name ? -1 : 1));
  return trend.series();
}

/** Its files by name, without those of folders in it, and without hidden ones. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
    const areFiles = await Promise.all(
      names.map(async (name) => (await stat(join(folder, name)).catch(() => undefined))?.isFile() ?? false),
    );
    return names.filter((_, index) => areFiles[index]);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'ENOENT' ? 'it does not exist' : code === 'ENOTDIR' ? 'it is no folder' : because(cause);
    throw new UsageError(`${folder} cannot be read: ${why}. Name a folder of JSON reports.`, { cause });
  }
}

/** An output must not take the place of a file that the trend is made of, or of another output. */
async function requireOutputs(
  outputs: readonly string[],
  folder: string,
  names: readonly string[],
): Promise<void> {
  if (outputs.length === 0) return;
  const taken = new Map<string, string>();
  for (const name of names) {
    const identity = await identityOf(join(folder, name));
    // What an earlier trend wrote into the folder may be written again.
    if (identity !== undefined && (await isReport(join(folder, name))))
      taken.set(identity, 'one of the reports');
  }
  const stdout = identityOfStream(process.stdout);
  if (stdout !== undefined) taken.set(stdout, 'where standard output goes');
  for (const path of outputs) {
    await requireWritable(path);
    const identity = await identityOf(path);
    const other = identity === undefined ? undefined : taken.get(identity);
    if (other !== undefined)
      throw new UsageError(`${path} cannot be written: it is ${other}. Name another file.`);
    if (identity !== undefined) taken.set(identity, 'another output as well');
  }
}

async function isReport(path: string): Promise<boolean> {
  try {
    await identityIn(path);
    return true;
  } catch (error) {
    if (error instanceof ReportError) return false;
    throw error;
  }
}

function formatOf(path: string): FormatName {
  const [, format] = ENDINGS.find(([ending]) => path.toLowerCase().endsWith(ending)) ?? [];
  if (format !== undefined) return format;
  throw new UsageError(
    `The ending of ${path} names no format. Endings are: ${ENDINGS.map(([ending]) => ending).join(', ')}.`,
  );
}

/** ` Skipped a.txt: it is no JSON object; b.json: …; and 3 more files.` */
function skippedText(skipped: readonly Skipped[]): string {
  if (skipped.length === 0) return '';
  const rest = skipped.length - NAMED;
  const told = skipped.slice(0, NAMED).map(({ name, why }) => `${name}: ${why}`);
  return ` Skipped ${[...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')}.`;
}
