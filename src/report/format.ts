import type { ReportSource } from '../finding/report-source.ts';
import type { TableOptions } from './table/table.ts';

/** The releases of the Open Cybersecurity Schema Framework that findings are written in. */
export const OCSF_VERSIONS = ['1.6.0', '1.8.0'] as const;

/** What a format may want to know beside the report. */
export interface WriterOptions {
  /** What a table is laid out for: the terminal it is shown on; what is not told is as for a file. */
  readonly table: Partial<TableOptions>;
  /** The file of the repository that code scanning shows findings at. */
  readonly sarifLocation: string;
  readonly ocsfVersion: (typeof OCSF_VERSIONS)[number];
  /** Is told, in a sentence, what a format could not hold. */
  readonly note: (sentence: string) => void;
}

/** A way to write a report. */
export interface Format {
  /** What `--format` calls it. */
  readonly name: string;
  /** Endings of file names that ask for it, in lower case. */
  readonly endings: readonly string[];
  /** Who reads it, for the README. */
  readonly readBy: string;
  /** Loads what writes it, so that commands without a report start without it. */
  readonly writer: (options: WriterOptions) => Promise<(report: ReportSource) => AsyncIterable<string>>;
}

/** Every format there is; a new one is one row here. */
export const formats: readonly Format[] = [
  {
    name: 'table',
    endings: ['.txt'],
    readBy: 'people at a terminal',
    writer: async ({ table }) => {
      const { SHEET, tableWriter } = await import('./table/table.ts');
      return tableWriter({ ...SHEET, ...table });
    },
  },
  {
    name: 'json',
    endings: ['.json'],
    readBy: 'programs, `--baseline`, `postern diff` and `postern trend`',
    writer: async () => (await import('./json.ts')).jsonReport,
  },
  {
    name: 'html',
    endings: ['.html'],
    readBy: 'people in a browser, and those they show it to',
    writer: async (options) => (await import('./html/html.ts')).htmlWriter(options),
  },
];

/** The format of a name, where there is one. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}

/** The format that the ending of a file asks for; of two that fit, such as `.json` and `.sarif.json`, the longer. */
export function formatOfFile(path: string): Format | undefined {
  return formats
    .flatMap((format) => format.endings.map((ending) => ({ format, ending })))
    .filter(({ ending }) => path.toLowerCase().endsWith(ending))
    .sort((a, b) => b.ending.length - a.ending.length)
    .at(0)?.format;
}
