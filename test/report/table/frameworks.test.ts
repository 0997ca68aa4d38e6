import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlResult, FrameworkResult, Report } from '../../../src/finding/report.ts';
import { CONTROL_STATUSES } from '../../../src/finding/schema.ts';
import { columns } from '../../../src/report/content/fit.ts';
import { scoreSentence } from '../../../src/report/content/framework-score.ts';
import { SHEET, tableFor } from '../../../src/report/table/table.ts';
import { ACTS_OR_HIDES, hostileText, OBEYED } from '../../support/hostile-text.ts';
import { companyReport } from '../../support/sample-report.ts';

function framework(
  id: string,
  statuses: readonly ControlResult['status'][],
  title = 'Root has MFA',
): FrameworkResult {
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  const [passed, passedInPart, failed] = [count('PASSED'), count('PASSED_IN_PART'), count('FAILED')];
  return {
    id,
    title: `Framework ${id}`,
    score: {
      passed,
      passedInPart,
      failed,
      judged: passed + passedInPart + failed,
      controls: statuses.length,
    },
    controls: statuses.map((status, index) => ({
      control: `1.${index + 1}`,
      title,
      status,
      rules: status === 'FAILED' ? ['iam/root-without-mfa'] : [],
      counts: { passed: 0, failed: 0, unknown: 0, notApplicable: 0 },
    })),
  };
}

const withFrameworks = (...frameworks: FrameworkResult[]): Report => ({ ...companyReport, frameworks });
const times = <T>(number: number, value: T) => Array.from({ length: number }, () => value);
const plain = (report: Report, width: number, details = false) =>
  tableFor({ ...SHEET, width, details })(report);

describe('the score', () => {
  it.each<[readonly ControlResult['status'][], string]>([
    [times(3, 'PASSED'), '3 of 3 judged controls passed (100 %)'],
    [[...times(299, 'PASSED' as const), 'FAILED'], '299 of 300 judged controls passed (99 %)'],
    [['PASSED', 'PASSED_IN_PART', 'FAILED'], '2 of 3 judged controls passed (66 %), 1 of them in part'],
    [['PASSED_IN_PART', 'PASSED_IN_PART'], '2 of 2 judged controls passed (100 %), all of them in part'],
    [
      [...CONTROL_STATUSES],
      '2 of 3 judged controls passed (66 %), 1 of them in part; 4 of 7 not judged: 1 unknown, 1 not applicable, 1 manual, 1 judged by no rule',
    ],
    [['MANUAL', 'UNKNOWN'], 'no control was judged; 2 of 2 not judged: 1 unknown, 1 manual'],
  ])('of %j', (statuses, sentence) => {
    expect(scoreSentence(framework('own', statuses))).toBe(sentence);
  });
});

describe('the table', () => {
  const report = withFrameworks(
    framework('cis-aws-5.0.0', [...CONTROL_STATUSES]),
    framework('soc-2', ['PASSED_IN_PART', 'FAILED']),
  );

  it.each([40, 80, 120])('with frameworks at %i columns', async (width) => {
    const section = (text: string) => text.slice(text.indexOf('Framework')).split('\n\n')[0];
    const details = plain(report, width, true);
    const both = details.slice(details.indexOf('Framework cis'), details.indexOf('Framework soc') + 400);
    await expect(
      `${section(plain(report, width))}\n\n${both.split('\n\n').slice(0, 2).join('\n\n')}\n`,
    ).toMatchFileSnapshot(`__snapshots__/frameworks-${width}.txt`);
  });

  it('is one screen whatever the frameworks, and obeys no text of theirs', () => {
    const results = fc.array(
      fc.tuple(
        fc.oneof(hostileText, fc.lorem()),
        fc.array(fc.constantFrom(...CONTROL_STATUSES), { minLength: 1 }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(results, fc.integer({ min: 40, max: 180 }), (all, width) => {
        const hostile = withFrameworks(...all.map(([text, statuses]) => framework(text, statuses, text)));
        const screen = plain(hostile, width);
        expect(screen.trimEnd().split('\n').length).toBeLessThanOrEqual((width >= 100 ? 70 : 90) - 2);
        for (const text of [screen, plain(hostile, width, true)]) {
          expect(text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
          expect(text).not.toMatch(OBEYED);
        }
        const others = new Set(plain(companyReport, width).split('\n'));
        const ours = screen.split('\n').filter((line) => !others.has(line));
        expect(Math.max(0, ...ours.map(columns))).toBeLessThanOrEqual(width);
      }),
      { numRuns: 60 },
    );
  });
});
