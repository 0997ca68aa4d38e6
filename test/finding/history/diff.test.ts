import { describe, expect, it } from 'vitest';
import { diffOf } from '../../../src/finding/history/diff.ts';
import { judgeDiff } from '../../../src/gate/judge-diff.ts';
import { sampleAbsorbing, sampleFinding } from '../../support/sample-report.ts';
import { outlineOf, ROOT, type ScanSketch, scannedReport } from './scanned-report.fixture.ts';

const OTHER = 'iam/user-without-mfa';
const both = { rules: [ROOT, OTHER] };
const user = (name: string, score = 7, more: Parameters<typeof sampleFinding>[0] = {}) =>
  sampleFinding({ ruleId: OTHER, resource: { type: 'AwsIamUser', id: name }, score, ...more });
const told = sampleAbsorbing(sampleFinding(), [user('d')]);

const diff = async (before: ScanSketch, now: ScanSketch) =>
  diffOf(
    await outlineOf(scannedReport({ ...both, ...before })),
    await outlineOf(scannedReport({ ...both, ...now })),
  );

describe('diffOf', () => {
  it('sorts each verdict into the one list that it belongs to', async () => {
    const {
      old,
      new: now,
      notCompared,
      ...lists
    } = await diff(
      {
        rules: [OTHER],
        findings: [user('a', 3), user('b'), user('c'), user('d'), user('e', 7, { status: 'SUPPRESSED' })],
      },
      {
        findings: [told.finding, user('a'), user('c', 7, { status: 'SUPPRESSED' }), user('e')],
        absorbed: told.absorbed,
      },
    );
    const names = Object.entries(lists).map(([list, items]) => [
      list,
      items.map((item) => ('verdict' in item ? item.verdict : item).resource.id),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      added: ['e'],
      persisting: ['a'],
      worse: ['a'],
      gone: ['b'],
      suppressed: ['c'],
      toldByAnother: ['d'],
      onlyOld: [],
      onlyNew: ['arn:aws:iam::111122223333:root'],
    });
    expect(notCompared).toEqual([
      `The old report did not run the rule ${ROOT}; 1 failed check of the new report is not compared.`,
    ]);
  });

  it('is nothing for a report and itself', async () => {
    const report = { findings: [user('a'), told.finding], absorbed: told.absorbed };
    const { added, gone, worse, notCompared, persisting } = await diff(report, report);
    expect([added, gone, worse, notCompared]).toEqual([[], [], [], []]);
    expect(persisting).toHaveLength(2);
  });
});

describe('judgeDiff', () => {
  it.each<[ScanSketch, ScanSketch, number, string]>([
    [{}, {}, 0, 'Passing: no new failed checks at or above HIGH (none persists; none is gone).'],
    [
      {},
      { findings: [user('a', 6)] },
      0,
      'Passing: no new failed checks at or above HIGH (none persists; none is gone).',
    ],
    [
      { findings: [user('c')] },
      { findings: [user('a'), user('b')] },
      1,
      'Failing: 2 new failed checks at or above HIGH (none persists; 1 is gone).',
    ],
    [
      { findings: [user('a', 3), user('b')] },
      { findings: [user('a'), user('b')] },
      0,
      'Passing: no new failed checks at or above HIGH (2 persist, 1 of them below HIGH before; none is gone).',
    ],
    [
      { rules: [OTHER] },
      { findings: [sampleFinding()] },
      1,
      'Failing: 1 failed check at or above HIGH where the old report did not look (none persists; none is gone).',
    ],
  ])('%#', async (before, now, exitCode, sentence) => {
    expect(judgeDiff(await diff(before, now), 'HIGH')).toEqual({ exitCode, sentence });
  });
});
