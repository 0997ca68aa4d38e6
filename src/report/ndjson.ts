import type { ReportSource } from '../finding/report-source.ts';
import { visibleJson } from './content/escape.ts';

/**
 * The whole report, one record a line, as https://github.com/ndjson/ndjson-spec has it. Each says in `recordType` what
 * it is, and has the fields that the JSON report has in its place: `report` (the first line: product, scan, summary,
 * baseline and suppressions), `finding`, `absorbed`, `unknown`, `notApplicable`, `passed`, `framework`, `rule`.
 */
export async function* ndjsonReport({ head, findings }: ReportSource): AsyncGenerator<string> {
  const { absorbed, unknowns, notApplicable, passed = [], frameworks = [], rules, ...rest } = head;
  yield line('report', rest);
  for await (const finding of findings()) yield line('finding', finding);
  for (const verdict of absorbed) yield line('absorbed', verdict);
  for (const unknown of unknowns) yield line('unknown', unknown);
  for (const verdict of notApplicable) yield line('notApplicable', verdict);
  for (const verdict of passed) yield line('passed', verdict);
  for (const framework of frameworks) yield line('framework', framework);
  for (const rule of rules) yield line('rule', rule);
}

function line(recordType: string, record: object): string {
  return `${visibleJson(JSON.stringify({ recordType, ...record }))}\n`;
}
