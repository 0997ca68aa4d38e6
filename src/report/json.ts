import type { Report } from '../finding/report.ts';
import { visibleJson } from './content/escape.ts';

/** The report as JSON, laid out to be read and compared. The same report gives the same bytes. */
export function jsonReport(report: Report): string {
  return `${visibleJson(JSON.stringify(report, undefined, 2))}\n`;
}
