import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Report } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import { ndjsonReport } from '../../src/report/ndjson.ts';
import { everythingReport } from '../support/everything-report.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleReport } from '../support/sample-report.ts';

const recordSchema = z.looseObject({ recordType: z.string() });

async function recordsOf(report: Report) {
  const text = await textOf(ndjsonReport(sourceOf(report)));
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => recordSchema.parse(JSON.parse(line)));
}

/** The report that the records were, put together again. */
function together(records: Awaited<ReturnType<typeof recordsOf>>): Record<string, unknown> {
  const [first, ...others] = records.map(({ recordType, ...record }) => ({ recordType, record }));
  expect(first?.recordType).toBe('report');
  const of = (type: string) =>
    others.filter(({ recordType }) => recordType === type).map(({ record }) => record);
  return {
    ...first?.record,
    findings: of('finding'),
    absorbed: of('absorbed'),
    unknowns: of('unknown'),
    notApplicable: of('notApplicable'),
    rules: of('rule'),
    ...(of('passed').length > 0 && { passed: of('passed') }),
    ...(of('framework').length > 0 && { frameworks: of('framework') }),
  };
}

describe('ndjsonReport', () => {
  it.each([
    ['everything', everythingReport],
    ['a company', companyReport],
    ['nothing', sampleReport()],
  ])('tells the whole report in records, each with a line of its own: %s', async (_case, report) => {
    const records = await recordsOf(report);
    expect(reportSchema.parse(together(records))).toEqual(report);
    expect(records.filter(({ recordType }) => recordType === 'finding')).toHaveLength(report.findings.length);
  });
});
