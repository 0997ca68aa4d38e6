import { describe, expect, it } from 'vitest';
import { atLeast } from '../../../src/finding/minimum-severity.ts';
import { conclusion } from '../../../src/report/content/conclusion.ts';
import { reportIn, sourceOf } from '../../support/report-source.ts';
import { sampleFinding, sampleReport, sampleUnknown } from '../../support/sample-report.ts';

const denied = sampleUnknown({ ruleId: 'iam/user-unused', score: 5, action: 'iam:GetCredentialReport' });
const medium = sampleFinding({ score: 5 });

const withoutMedium = await reportIn(
  await atLeast(sourceOf(sampleReport({ findings: [sampleFinding({ score: 5 })], passed: 3 })), 'HIGH'),
);

describe('conclusion', () => {
  it.each([
    [sampleReport({ findings: [medium, sampleFinding()], passed: 1 }), '2 findings: 1 CRITICAL, 1 MEDIUM.'],
    [
      sampleReport({ findings: [medium], unknowns: [denied, denied] }),
      '1 finding: 1 MEDIUM; 1 rule could not be judged everywhere.',
    ],
    [sampleReport({ passed: 1204 }), 'No finding; 1,204 checks passed.'],
    [
      sampleReport({ passed: 1204, unknowns: [denied] }),
      'No finding among what could be read, but 1 rule could not be judged everywhere: no all-clear.',
    ],
    [sampleReport(), 'Nothing was judged: no rule had anything to look at.'],
    [sampleReport({ status: 'INTERRUPTED' }), 'Nothing was judged.'],
    [withoutMedium, 'No finding at or above HIGH; 3 checks passed; 1 finding below that left out.'],
    [
      sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })], passed: 3 }),
      'No finding; 3 checks passed; 1 finding suppressed or closed.',
    ],
    [sampleReport({ passed: 3, status: 'INTERRUPTED' }), 'No finding so far; 3 checks passed.'],
  ])('%#', (report, sentence) => {
    expect(conclusion(report)).toBe(sentence);
  });
});
