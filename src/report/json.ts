import type { CallPlan } from '../finding/call-plan.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { visibleJson } from './content/escape.ts';

/**
 * The report as JSON, laid out to be read and compared, finding by finding. The same report gives the same bytes, those
 * of `JSON.stringify(report, undefined, 2)`.
 */
export async function* jsonReport({ head, findings }: ReportSource): AsyncGenerator<string> {
  const { schemaVersion, product, scan, summary, ...rest } = head;
  yield `{\n${fields({ schemaVersion, product, scan, summary })},\n  "findings": [`;
  let before = '\n';
  for await (const finding of findings()) {
    yield `${before}    ${indented(finding, '    ')}`;
    before = ',\n';
  }
  yield `${before === '\n' ? '' : '\n  '}],\n${fields(rest)}\n}\n`;
}

function fields(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${indented(value, '  ')}`)
    .join(',\n');
}

/** Line breaks stand in the layout only: within texts they are escaped. */
function indented(value: unknown, indent: string): string {
  return visibleJson(JSON.stringify(value, undefined, 2)).replaceAll('\n', `\n${indent}`);
}

/** The plan of a scan as JSON, in the same way. */
export function jsonPlan(plan: CallPlan): string {
  return `${visibleJson(JSON.stringify(plan, undefined, 2))}\n`;
}
