import type { ReportSource } from '../finding/report-source.ts';
import type { TableOptions } from './table/table.ts';

/** A way to write a report. */
export interface Format {
  /** What `--format` calls it. */
  readonly name: string;
  /** Endings of file names that ask for it, in lower case. */
  readonly endings: readonly string[];
  /**
   * Loads what writes it, so that commands without a report start without it.
   * @param table what a table is laid out for: the terminal it is shown on; what is not told is as for a file.
   */
  readonly writer: (table: Partial<TableOptions>) => Promise<(report: ReportSource) => AsyncIterable<string>>;
}

/** Every format there is; a new one is one line here. */
export const formats: readonly Format[] = [
  {
    name: 'table',
    endings: ['.txt'],
    writer: async (options) => {
      const { SHEET, tableWriter } = await import('./table/table.ts');
      return tableWriter({ ...SHEET, ...options });
    },
  },
  { name: 'json', endings: ['.json'], writer: async () => (await import('./json.ts')).jsonReport },
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
