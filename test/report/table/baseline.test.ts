import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/finding/report.ts';
import { SHEET, tableFor } from '../../../src/report/table/table.ts';
import { ACTS_OR_HIDES, OBEYED } from '../../support/hostile-text.ts';
import { sampleFinding, sampleGathered, sampleReport } from '../../support/sample-report.ts';

const gone = {
  id: '0'.repeat(32),
  ruleId: 'iam/user-unused',
  title: 'User is not in use',
  description: 'alice is not in use.',
  severity: { score: 5, label: 'MEDIUM' },
  accountId: '111122223333',
  region: 'us-east-1',
  resourceId: 'arn:aws:iam::111122223333:user/alice',
  firstObservedAt: '2026-01-01T00:00:00.000Z',
} as const;
const baseline = {
  startedAt: '2026-11-01T12:00:00.000Z',
  new: 1,
  persisting: 1204,
  worse: [{ id: gone.id, was: { score: 2, label: 'LOW' } }],
  gone: [gone],
  notCompared: ['The baseline did not run the rule iam/a.', 'This scan did not run the rule iam/b.'],
} satisfies Report['baseline'];
const parts = ['p', 'q'].map((part, index) => ({
  ...sampleFinding({ part }),
  baselineState: index === 0 ? ('NEW' as const) : ('PERSISTING' as const),
}));
const gathered = sampleGathered(parts);
const report: Report = {
  ...sampleReport({
    findings: [
      {
        ...gathered,
        parts: gathered.parts?.map((part, index) => ({
          ...part,
          baselineState: parts[index]?.baselineState,
        })),
      },
    ],
  }),
  baseline,
};

describe('a report with a baseline', () => {
  it('says on one screen what is new, persisting and gone, and which findings are new', () => {
    const text = tableFor()(report);
    expect(text).toContain('Baseline   of 2026-11-01 12:00 UTC: 1 new, 1,204 persisting (1 worse), 1 gone\n');
    expect(text).toContain(
      'Compared   in part. The baseline did not run the rule iam/a. And 1 more reason.\n',
    );
    expect(text).toMatch(/Where {2}.*; 1 new\n/);
    expect(text).not.toContain('alice');
  });

  it('tells with details what is gone, and all that was not compared', () => {
    const text = tableFor({ ...SHEET, details: true })(report);
    expect(text).toContain(
      'Gone  1 failed check of the baseline\n  MEDIUM  User is not in use (iam/user-unused): alice · 111122223333 · us-east-1\n',
    );
    expect(text).toContain('This scan did not run the rule iam/b.');
    expect(text.match(/\(new\)/g)).toHaveLength(1);
  });

  it('says nothing of a baseline where there is none', () => {
    expect(tableFor({ ...SHEET, details: true })(sampleReport({ findings: [sampleFinding()] }))).not.toMatch(
      /baseline|new/i,
    );
  });

  it('obeys nothing that a baseline says', () => {
    const evil = '\u001b[2J##[command]x\u202e';
    const text = tableFor({ ...SHEET, details: true })({
      ...report,
      baseline: {
        ...baseline,
        gone: [{ ...gone, title: evil, resourceId: evil, ruleId: evil }],
        notCompared: [evil],
      },
    });
    expect(text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
    expect(text).not.toMatch(OBEYED);
  });
});
