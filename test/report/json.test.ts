import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import { visibleJson } from '../../src/report/content/escape.ts';
import { jsonReport as jsonOfSource } from '../../src/report/json.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleFinding, sampleReport } from '../support/sample-report.ts';

const jsonReport = (report: Report) => textOf(jsonOfSource(sourceOf(report)));

describe('jsonReport', () => {
  it.each([
    ['some', companyReport],
    ['no finding', sampleReport()],
    [
      'hostile names',
      sampleReport({ findings: [sampleFinding({ evidence: { '\n"': ['\r\n', {}, [], '\u2028'] } })] }),
    ],
  ])(
    'has the bytes that JSON.stringify gives the whole report: %s',
    async (_case, { scan, summary, ...rest }) => {
      const { schemaVersion, product, findings, ...others } = rest;
      const inOrder = { schemaVersion, product, scan, summary, findings, ...others };
      expect(await jsonReport(inOrder)).toBe(`${visibleJson(JSON.stringify(inOrder, undefined, 2))}\n`);
    },
  );

  it('is the report, as its schema says', async () => {
    expect(reportSchema.parse(JSON.parse(await jsonReport(companyReport)))).toEqual(companyReport);
  });

  it('ends in one line break and gives a terminal nothing to act on', async () => {
    const text = await jsonReport(
      sampleReport({ findings: [sampleFinding({ evidence: { Tag: '\u009b2J\u001b[2J\u2028' } })] }),
    );
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).toContain('"Tag": "\\u009b2J\\u001b[2J\\u2028"');
  });
});
