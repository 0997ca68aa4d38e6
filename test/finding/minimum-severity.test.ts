import { describe, expect, it } from 'vitest';
import { atLeast as sourceAtLeast } from '../../src/finding/minimum-severity.ts';
import type { Report } from '../../src/finding/report.ts';
import type { SeverityLabel } from '../../src/finding/severity.ts';
import { reportIn, sourceOf } from '../support/report-source.ts';
import {
  sampleAbsorbing,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

const atLeast = async (report: Report, label: SeverityLabel) =>
  reportIn(await sourceAtLeast(sourceOf(report), label));

describe('atLeast', () => {
  const high = sampleFinding({ score: 7 });
  const medium = sampleFinding({ score: 6.9 });
  const suppressed = sampleFinding({ score: 9.5, status: 'SUPPRESSED' });
  const mild = sampleUnknown({ ruleId: 'iam/group-unused', score: 1 });
  const report = sampleReport({ findings: [high, medium, suppressed], unknowns: [mild], passed: 5 });

  it('keeps findings of the severity and worse, and says what it left out', async () => {
    const filtered = await atLeast(report, 'HIGH');
    expect(filtered.findings).toEqual([high, suppressed]);
    expect(filtered.summary.findings).toEqual({
      total: 1,
      bySeverity: { CRITICAL: 0, HIGH: 1, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 },
      leftOut: { below: 'HIGH', count: 1 },
    });
  });

  it('keeps with a finding all its parts, and what it absorbs; what others absorb goes with them', async () => {
    const gathered = sampleGathered([
      sampleFinding({ part: 'a', score: 8 }),
      sampleFinding({ part: 'b', score: 2 }),
    ]);
    const kept = sampleAbsorbing(gathered, [sampleFinding({ ruleId: 'iam/mild', score: 1 })]);
    const dropped = sampleAbsorbing(medium, [sampleFinding({ ruleId: 'iam/milder', score: 1 })]);
    const filtered = await atLeast(
      sampleReport({
        findings: [kept.finding, dropped.finding],
        absorbed: [...kept.absorbed, ...dropped.absorbed],
      }),
      'HIGH',
    );
    expect(filtered.findings).toEqual([kept.finding]);
    expect(filtered.absorbed).toEqual(kept.absorbed);
    expect(filtered.summary.findings.leftOut).toEqual({ below: 'HIGH', count: 1 });
  });

  it('keeps what is unknown and what was counted', async () => {
    const filtered = await atLeast(report, 'CRITICAL');
    expect(filtered.unknowns).toEqual(report.unknowns);
    expect(filtered.summary.verdicts).toEqual(report.summary.verdicts);
  });
});
