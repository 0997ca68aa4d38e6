import type { CallPlan } from '../finding/call-plan.ts';
import type { Report } from '../finding/report.ts';
import { visibleJson } from './content/escape.ts';

/** The report as JSON, laid out to be read and compared. The same report gives the same bytes. */
export function jsonReport(report: Report): string {
  return laidOut(report);
}

/** The plan of a scan as JSON, in the same way. */
export function jsonPlan(plan: CallPlan): string {
  return laidOut(plan);
}

function laidOut(document: Report | CallPlan): string {
  return `${visibleJson(JSON.stringify(document, undefined, 2))}\n`;
}
