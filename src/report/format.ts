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
    name: 'sarif',
    endings: ['.sarif', '.sarif.json'],
    readBy: 'GitHub code scanning, and whatever else reads SARIF 2.1.0',
    writer: async (options) => (await import('./sarif/sarif.ts')).sarifWriter(options),
  },
  {
    name: 'junit',
    endings: ['.junit.xml'],
    readBy: 'test reports of Jenkins, GitLab and other CI',
    writer: async ({ note }) => (await import('./junit.ts')).junitWriter(note),
  },
  {
    name: 'gitlab',
    endings: ['.gitlab.json'],
    readBy: 'GitLab Code Quality',
    writer: async (options) => (await import('./gitlab.ts')).gitlabWriter(options),
  },
  {
    name: 'github',
    endings: ['.github.txt'],
    readBy: 'annotations of GitHub Actions, on standard output',
    writer: async (options) => (await import('./github.ts')).githubWriter(options),
  },
  {
    name: 'asff',
    endings: ['.asff.json'],
    readBy:
      'AWS Security Hub CSPM: `aws securityhub batch-import-findings`, up to 100 at a time, in their account and Region',
    writer: async ({ note }) => (await import('./asff/asff.ts')).asffWriter(note),
  },
  {
    name: 'ocsf',
    endings: ['.ocsf.json'],
    readBy: 'Amazon Security Lake, the new AWS Security Hub, and whatever reads OCSF events',
    writer: async ({ ocsfVersion }) => (await import('./ocsf/ocsf.ts')).ocsfWriter(ocsfVersion),
  },
  {
    name: 'oscal',
    endings: ['.oscal.json'],
    readBy: 'auditors: assessment results of OSCAL, with the controls of --framework',
    writer: async ({ note }) => (await import('./oscal/oscal.ts')).oscalWriter(note),
  },
  {
    name: 'ndjson',
    endings: ['.ndjson', '.jsonl'],
    readBy: 'log stores, data warehouses and `jq`: the whole report, one record a line',
    writer: async () => (await import('./ndjson.ts')).ndjsonReport,
  },
  {
    name: 'markdown',
    endings: ['.md'],
    readBy: 'summaries of CI jobs, comments on pull requests, wikis; at most 1 MB',
    writer: async ({ note }) => (await import('./markdown/markdown.ts')).markdownReport(note),
  },
  {
    name: 'csv',
    endings: ['.csv'],
    readBy: 'spreadsheets: a row for each failed or unknown verdict, and for each control',
    writer: async () => (await import('./csv.ts')).csvReport,
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
