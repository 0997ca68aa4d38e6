import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/finding/schema.ts';
import { jsonReport } from '../../src/report/json.ts';
import { companyReport, sampleFinding, sampleReport } from '../support/sample-report.ts';

describe('jsonReport', () => {
  it('is the report, as its schema says', () => {
    expect(reportSchema.parse(JSON.parse(jsonReport(companyReport)))).toEqual(companyReport);
  });

  it('ends in one line break and gives a terminal nothing to act on', () => {
    const text = jsonReport(
      sampleReport({ findings: [sampleFinding({ evidence: { Tag: '\u009b2J\u001b[2J\u2028' } })] }),
    );
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).toContain('"Tag": "\\u009b2J\\u001b[2J\\u2028"');
  });
});
