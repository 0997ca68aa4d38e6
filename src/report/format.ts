import type { Report } from '../finding/report.ts';
import type { PageOptions } from './table/page.ts';

/** A way to write a report. */
export interface Format {
  /** What `--format` calls it. */
  readonly name: string;
  /** Endings of file names that ask for it, in lower case. */
  readonly endings: readonly string[];
  /** Loads what writes it, so that commands without a report start without it. */
  readonly writer: () => Promise<(report: Report) => string>;
}

/**
 * Every format there is; a new one is one line here.
 * @param page what the table is laid out for: the terminal it is shown on, or by default a sheet, as for a file.
 */
export function formats(page?: PageOptions): readonly Format[] {
  return [
    {
      name: 'table',
      endings: ['.txt'],
      writer: async () => (await import('./table/table.ts')).tableFor(page),
    },
    { name: 'json', endings: ['.json'], writer: async () => (await import('./json.ts')).jsonReport },
  ];
}

/** The format of a name, where there is one. @param page as for `formats`. */
export function formatNamed(name: string, page?: PageOptions): Format | undefined {
  return formats(page).find((format) => format.name === name);
}

/** The format that the ending of a file asks for; of two that fit, such as `.json` and `.sarif.json`, the longer. */
export function formatOfFile(path: string): Format | undefined {
  return formats()
    .flatMap((format) => format.endings.map((ending) => ({ format, ending })))
    .filter(({ ending }) => path.toLowerCase().endsWith(ending))
    .sort((a, b) => b.ending.length - a.ending.length)
    .at(0)?.format;
}
