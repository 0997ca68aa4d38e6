import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import { againstBaseline } from '../../src/gate/baseline.ts';
import { gateSentence, judge } from '../../src/gate/gate.ts';
import {
  outlineOf,
  ROOT,
  type ScanSketch,
  scannedReport,
} from '../finding/history/scanned-report.fixture.ts';
import { reportIn, sourceOf } from '../support/report-source.ts';
import { sampleAbsorbing, sampleFinding, sampleGathered } from '../support/sample-report.ts';

const OTHER = 'iam/user-without-mfa';
const EARLY = '2026-01-01T00:00:00.000Z';
const user = (name: string, score = 7, more: Parameters<typeof sampleFinding>[0] = {}) =>
  sampleFinding({ ruleId: OTHER, resource: { type: 'AwsIamUser', id: name }, score, ...more });
const users = (...parts: Finding[]) => sampleGathered(parts, { ruleId: OTHER });
const both = { rules: [ROOT, OTHER] };
const observedEarly = (finding: Finding): Finding => ({ ...finding, firstObservedAt: EARLY });

async function marked(before: ScanSketch, now: ScanSketch): Promise<Report> {
  const baseline = await outlineOf(scannedReport({ ...both, on: '2026-11-01', ...before }));
  return reportIn(await againstBaseline(sourceOf(scannedReport({ ...both, ...now })), baseline));
}

describe('againstBaseline', () => {
  it('marks findings and parts, and keeps when they were first observed', async () => {
    const before = { findings: [observedEarly(user('a')), user('b')] };
    const report = await marked(before, {
      findings: [users(user('a'), user('c')), user('b'), sampleFinding()],
    });
    const at = report.scan.startedAt;
    expect(
      report.findings.flatMap((finding) =>
        [finding, ...(finding.parts ?? [])].map((each) => [each.baselineState, each.firstObservedAt]),
      ),
    ).toEqual([
      ['NEW', EARLY],
      ['PERSISTING', EARLY],
      ['NEW', at],
      ['PERSISTING', at],
      ['NEW', at],
    ]);
    expect(report.baseline).toMatchObject({
      startedAt: '2026-11-01T12:00:00.000Z',
      new: 2,
      persisting: 2,
      gone: [],
    });
    reportSchema.parse(report);
  });

  it.each<[string, Finding[], Finding[], Finding['baselineState']]>([
    ['parts that all persist', [user('a'), user('b')], [user('a'), user('b')], 'PERSISTING'],
    ['a new part', [user('a')], [user('a'), user('b')], 'NEW'],
    [
      'a new part that is suppressed',
      [user('a')],
      [user('a'), user('b', 7, { status: 'SUPPRESSED' })],
      'PERSISTING',
    ],
    ['suppressed parts alone', [], [user('a', 7, { status: 'SUPPRESSED' })], 'NEW'],
  ])('a finding with %s', async (_what, before, now, state) => {
    const report = await marked({ findings: before }, { findings: [users(...now)] });
    expect(report.findings[0]?.baselineState).toBe(state);
  });

  it('marks nothing where the baseline did not look', async () => {
    const { findings, baseline } = await marked({ rules: [ROOT] }, { findings: [user('a')] });
    expect(findings[0]).not.toHaveProperty('baselineState');
    expect(baseline).toMatchObject({
      new: 0,
      persisting: 0,
      notCompared: [
        `The baseline did not run the rule ${OTHER}; 1 failed check of this scan is not compared.`,
      ],
    });
  });

  it('leaves the times of a detector of AWS as they are, and never makes one later', async () => {
    const detected = { ...user('a'), detectedBy: { service: 'GuardDuty', findingArn: 'arn' } };
    const late = { ...user('b'), firstObservedAt: '2027-01-01T00:00:00.000Z' };
    const { findings } = await marked(
      { findings: [observedEarly(user('a')), late] },
      { findings: [detected, user('b')] },
    );
    expect(findings.map(({ firstObservedAt }) => firstObservedAt)).toEqual([
      detected.firstObservedAt,
      user('b').firstObservedAt,
    ]);
  });

  it('ages what another tells, too', async () => {
    const { finding, absorbed } = sampleAbsorbing(sampleFinding(), [user('a')]);
    const report = await marked({ findings: [observedEarly(user('a'))] }, { findings: [finding], absorbed });
    expect(report.absorbed[0]?.firstObservedAt).toBe(EARLY);
    expect(report.baseline?.gone).toEqual([]);
  });

  it('tells what is gone in full, and what is worse', async () => {
    const report = await marked(
      { findings: [user('a', 3), user('gone', 8, { part: 'key' })] },
      { findings: [user('a')] },
    );
    expect(report.baseline?.gone).toMatchObject([
      { ruleId: OTHER, resourceId: 'gone', part: 'key', severity: { score: 8 } },
    ]);
    expect(report.baseline?.worse).toEqual([{ id: user('a').id, was: { score: 3, label: 'LOW' } }]);
    reportSchema.parse(report);
  });
});

describe('the gate', () => {
  it.each<[string, ScanSketch, ScanSketch, number, string]>([
    [
      'nothing new',
      { findings: [user('a')] },
      { findings: [user('a')] },
      0,
      'Passing: no new findings at or above HIGH (1 is in the baseline).',
    ],
    [
      'one new',
      { findings: [user('a'), user('b')] },
      { findings: [user('a'), user('b'), user('c')] },
      1,
      'Failing: 1 new finding at or above HIGH (2 more are in the baseline).',
    ],
    [
      'a new one that is milder',
      {},
      { findings: [user('a', 6)] },
      0,
      'Passing: no new findings at or above HIGH (none is in the baseline).',
    ],
    [
      'a new part',
      { findings: [user('a')] },
      { findings: [users(user('a'), user('b'))] },
      1,
      'Failing: 1 new finding at or above HIGH (none is in the baseline).',
    ],
    [
      'a new part that is milder',
      { findings: [user('a')] },
      { findings: [users(user('a'), user('b', 2))] },
      0,
      'Passing: no new findings at or above HIGH (1 is in the baseline).',
    ],
    [
      'what has risen',
      { findings: [user('a', 3), user('b')] },
      { findings: [user('a'), user('b')] },
      0,
      'Passing: no new findings at or above HIGH (2 are in the baseline, 1 of them below HIGH there).',
    ],
    [
      'what is gone',
      { findings: [user('a'), user('b'), user('c', 2)] },
      {},
      0,
      'Passing: no new findings at or above HIGH (none is in the baseline; 2 failed checks of it are gone).',
    ],
    [
      'what is no longer suppressed',
      { findings: [user('a', 8, { status: 'SUPPRESSED' })] },
      { findings: [user('a')] },
      1,
      'Failing: 1 new finding at or above HIGH (none is in the baseline).',
    ],
    [
      'what the baseline did not look at',
      { rules: [ROOT] },
      { findings: [user('a')] },
      1,
      'Failing: 1 finding at or above HIGH where the baseline did not look (none is in the baseline).',
    ],
    [
      'both',
      { rules: [OTHER], findings: [user('b')] },
      { findings: [sampleFinding(), user('a'), user('b')] },
      1,
      'Failing: 1 new finding at or above HIGH, and 1 finding at or above HIGH where the baseline did not look (1 more is in the baseline).',
    ],
  ])('%s', async (_what, before, now, exitCode, sentence) => {
    const options = { failOn: 'HIGH', allowIncomplete: false } as const;
    const judgement = await judge(sourceOf(await marked(before, now)), options);
    expect(gateSentence(judgement, options)).toBe(sentence);
    expect(judgement.exitCode).toBe(exitCode);
  });
});
