import { describe, expect, it } from 'vitest';
import { Comparison, isWorse } from '../../../src/finding/history/compare.ts';
import { absorbedVerdict, verdictsOf } from '../../../src/finding/history/outline.ts';
import type { Report } from '../../../src/finding/report.ts';
import {
  sampleAbsorbing,
  sampleClosedRegion,
  sampleFinding,
  sampleGathered,
  sampleUnknown,
} from '../../support/sample-report.ts';
import { outlineOf, ROOT, type ScanSketch, scannedReport } from './scanned-report.fixture.ts';

const OTHER = 'iam/user-without-mfa';
const PLACE = { accountId: '111122223333', region: 'us-east-1' };
const root = sampleFinding();
const user = (name: string, more: Parameters<typeof sampleFinding>[0] = {}) =>
  sampleFinding({ ruleId: OTHER, resource: { type: 'AwsIamUser', id: name }, ...more });
const parts = (...names: string[]) =>
  sampleGathered(
    names.map((name) => user(name)),
    { ruleId: OTHER, title: 'Together' },
  );
const absorbing = sampleAbsorbing(root, [user('alice')]);
const detected = (...args: Parameters<typeof sampleFinding>) => ({
  ...sampleFinding(...args),
  detectedBy: { service: 'GuardDuty', findingArn: 'arn' },
});
const unjudged = (resource?: { type: string; id: string }) => ({
  ...sampleUnknown({ ruleId: OTHER, score: 7 }),
  ...(resource && { resource: { ...resource, region: 'us-east-1', partition: 'aws' } }),
});
const both = { rules: [ROOT, OTHER] };

/** What becomes of each, by state; and why the rest is not compared. */
async function compared(before: ScanSketch, now: ScanSketch) {
  const [earlier, later] = [await outlineOf(scannedReport(before)), scannedReport(now)];
  const { verdicts, head } = await outlineOf(later);
  const comparison = new Comparison(
    earlier,
    head,
    { earlier: 'the old', later: 'the new' },
    verdicts.values(),
  );
  const changes = takeAll(comparison, later);
  const { gone, unseen, notCompared } = comparison.remainder();
  const of = (state: 'NEW' | 'PERSISTING' | undefined) =>
    changes.filter((change) => change.verdict.status === 'ACTIVE' && change.state === state).length;
  return {
    new: of('NEW'),
    persisting: of('PERSISTING'),
    untold: of(undefined),
    worse: changes.filter(isWorse).length,
    gone: gone.length,
    unseen: unseen.length,
    notCompared,
  };
}

function takeAll(comparison: Comparison, { findings, absorbed }: Report) {
  return [...findings.flatMap(verdictsOf), ...absorbed.map(absorbedVerdict)].map((verdict) =>
    comparison.take(verdict),
  );
}

const nothing = { new: 0, persisting: 0, untold: 0, worse: 0, gone: 0, unseen: 0, notCompared: [] };

describe('where both looked', () => {
  it.each<[string, ScanSketch, ScanSketch, Partial<Awaited<ReturnType<typeof compared>>>]>([
    ['nothing in either', {}, {}, {}],
    ['what is in both persists', { findings: [root] }, { findings: [root] }, { persisting: 1 }],
    ['what is added is new', {}, { findings: [root] }, { new: 1 }],
    ['what is not found is gone', { findings: [root] }, {}, { gone: 1 }],
    [
      'words, evidence and severity make no other',
      { findings: [root] },
      { findings: [sampleFinding({ title: 'x', description: 'y', evidence: {}, score: 9.4 })] },
      { persisting: 1 },
    ],
    [
      'a label that rose',
      { findings: [sampleFinding({ score: 3 })] },
      { findings: [root] },
      { persisting: 1, worse: 1 },
    ],
    [
      'a score that rose within its label',
      { findings: [sampleFinding({ score: 9 })] },
      { findings: [root] },
      { persisting: 1 },
    ],
    [
      'a label that fell',
      { findings: [root] },
      { findings: [sampleFinding({ score: 3 })] },
      { persisting: 1 },
    ],
    [
      'parts one by one',
      { findings: [parts('a', 'b')] },
      { findings: [parts('b', 'c', 'd')] },
      { new: 2, persisting: 1, gone: 1 },
    ],
    [
      'one that became a part',
      { findings: [user('a')] },
      { findings: [parts('a', 'b')] },
      { new: 1, persisting: 1 },
    ],
    [
      'a part that became one',
      { findings: [parts('a', 'b')] },
      { findings: [user('a')] },
      { persisting: 1, gone: 1 },
    ],
    [
      'one that another tells now',
      { findings: [root, user('alice')] },
      { findings: [absorbing.finding], absorbed: absorbing.absorbed },
      { persisting: 1 },
    ],
    [
      'one that another told',
      { findings: [absorbing.finding], absorbed: absorbing.absorbed },
      { findings: [user('alice')] },
      { persisting: 1, gone: 1 },
    ],
    [
      'what is absorbed is neither new nor gone',
      { findings: [root] },
      { findings: [absorbing.finding], absorbed: absorbing.absorbed },
      { persisting: 1 },
    ],
    [
      'and was',
      { findings: [absorbing.finding], absorbed: absorbing.absorbed },
      { findings: [root] },
      { persisting: 1 },
    ],
    [
      'what is suppressed now',
      { findings: [root] },
      { findings: [sampleFinding({ status: 'SUPPRESSED' })] },
      {},
    ],
    [
      'what is no longer suppressed is new',
      { findings: [sampleFinding({ status: 'SUPPRESSED' })] },
      { findings: [root] },
      { new: 1 },
    ],
    ['what was suppressed is not gone', { findings: [sampleFinding({ status: 'SUPPRESSED' })] }, {}, {}],
    [
      'what is closed is gone',
      { findings: [root] },
      { findings: [sampleFinding({ status: 'CLOSED' })] },
      { gone: 1 },
    ],
    [
      'a resource that the rule has nothing to say of',
      { findings: [user('a')] },
      { notApplicable: [{ ruleId: OTHER, ...PLACE, reason: 'it is gone' }] },
      { gone: 1 },
    ],
    [
      'other resources that are unknown',
      { findings: [user('a')] },
      { unknowns: [unjudged({ type: 'AwsIamUser', id: 'b' })] },
      { gone: 1 },
    ],
    ['what other rules could not judge', { findings: [root] }, { unknowns: [unjudged()] }, { gone: 1 }],
  ])('%s', async (_what, before, now, expected) => {
    expect(await compared({ ...both, ...before }, { ...both, ...now })).toEqual({ ...nothing, ...expected });
  });
});

describe('where only one looked', () => {
  const inEurope = user('a', { region: 'eu-west-1' });
  const bucket = user('b', { resource: { type: 'AwsS3Bucket', id: 'b', region: 'eu-west-1' } });
  const found = (...findings: Report['findings']) => ({ ...both, findings });

  it.each<[string, ScanSketch, ScanSketch, Partial<Awaited<ReturnType<typeof compared>>>]>([
    [
      'a rule that was not run',
      found(user('a')),
      { rules: [ROOT] },
      {
        unseen: 1,
        notCompared: [`The new did not run the rule ${OTHER}; 1 failed check of the old is not compared.`],
      },
    ],
    [
      'a rule that was not run before',
      { rules: [ROOT] },
      found(user('a'), user('b')),
      {
        untold: 2,
        notCompared: [`The old did not run the rule ${OTHER}; 2 failed checks of the new are not compared.`],
      },
    ],
    [
      'a rule that found nothing',
      both,
      { rules: [ROOT] },
      { notCompared: [`The new did not run the rule ${OTHER}.`] },
    ],
    [
      'many rules',
      { rules: ['1', '2', '3', '4', '5', '6', '7'] },
      { rules: ['1'] },
      { notCompared: ['The new did not run the rules 2, 3, 4, 5, 6 and 1 more.'] },
    ],
    [
      'an account',
      found(user('a')),
      { ...both, accountIds: ['444455556666'] },
      {
        unseen: 1,
        notCompared: [
          'The old did not scan the account 444455556666.',
          'The new did not scan the account 111122223333; 1 failed check of the old is not compared.',
        ],
      },
    ],
    [
      'a Region',
      found(inEurope, user('b')),
      { ...both, regions: ['us-east-1'] },
      {
        gone: 1,
        unseen: 1,
        notCompared: [
          'The new did not scan the Region eu-west-1, or not by all rules; 1 failed check of the old is not compared.',
        ],
      },
    ],
    [
      'a Region where the resource lives',
      found(bucket),
      { ...both, regions: ['us-east-1'] },
      {
        unseen: 1,
        notCompared: [
          'The new did not scan the Region eu-west-1, or not by all rules; 1 failed check of the old is not compared.',
        ],
      },
    ],
    [
      'a Region that is not enabled',
      found(inEurope),
      { ...both, regionsLeftOut: { off: ['eu-west-1'] } },
      {
        unseen: 1,
        notCompared: [
          'For the new the Region eu-west-1 is not enabled; 1 failed check of the old is not compared.',
        ],
      },
    ],
    [
      'a scope that is unknown',
      found(user('a'), root),
      { ...both, unknowns: [unjudged()] },
      {
        gone: 1,
        unseen: 1,
        notCompared: [
          `The new could not judge everywhere by the rule ${OTHER}; 1 failed check of the old is not compared.`,
        ],
      },
    ],
    [
      'a resource that is unknown',
      found(user('a'), user('b')),
      { ...both, unknowns: [unjudged({ type: 'AwsIamUser', id: 'a' })] },
      {
        gone: 1,
        unseen: 1,
        notCompared: [
          `The new could not judge everywhere by the rule ${OTHER}; 1 failed check of the old is not compared.`,
        ],
      },
    ],
    [
      'what could not be listed in the account',
      found(user('a')),
      { ...both, unknowns: [unjudged({ type: 'AwsAccount', id: 'arn' })] },
      {
        unseen: 1,
        notCompared: [
          `The new could not judge everywhere by the rule ${OTHER}; 1 failed check of the old is not compared.`,
        ],
      },
    ],
    [
      'a closed Region',
      found(user('a')),
      { ...both, unknowns: [sampleClosedRegion([unjudged(), sampleUnknown({ ruleId: ROOT, score: 9 })])] },
      {
        unseen: 1,
        notCompared: [
          `The new could not judge everywhere by the rule ${OTHER}; 1 failed check of the old is not compared.`,
        ],
      },
    ],
    [
      'what was unknown',
      { ...both, unknowns: [unjudged()] },
      found(user('a')),
      {
        untold: 1,
        notCompared: [
          `The old could not judge everywhere by the rule ${OTHER}; 1 failed check of the new is not compared.`,
        ],
      },
    ],
    [
      'what is still found there',
      { ...found(user('a')) },
      { ...found(user('a')), unknowns: [unjudged()] },
      { persisting: 1 },
    ],
    [
      'a detector that is off',
      found(detected({ ruleId: OTHER })),
      { ...both, notApplicable: [{ ruleId: OTHER, ...PLACE, reason: 'Inspector is off' }] },
      {
        unseen: 1,
        notCompared: [
          `For the new the detector that ${OTHER} asks is off; 1 failed check of the old is not compared.`,
        ],
      },
    ],
    [
      'what --severity left out',
      found(user('a', { score: 5 })),
      { ...both, leftOut: { [OTHER]: 1 } },
      {
        unseen: 1,
        notCompared: ['The new leaves out findings below HIGH; 1 failed check of the old is not compared.'],
      },
    ],
    [
      'not where nothing failed',
      found(user('a', { score: 5 })),
      { ...both, leftOut: { [ROOT]: 1 } },
      { gone: 1 },
    ],
    [
      'what the baseline leaves out',
      { ...both, leftOut: { [OTHER]: 1 } },
      found(user('a', { score: 5 })),
      {
        untold: 1,
        notCompared: ['The old leaves out findings below HIGH; 1 failed check of the new is not compared.'],
      },
    ],
  ])('%s', async (_what, before, now, expected) => {
    expect(await compared(before, now)).toEqual({ ...nothing, ...expected });
  });

  it('tells what is gone in the order of a report, whatever order it was in', async () => {
    const findings = [user('c', { score: 3 }), root, user('a'), user('b', { score: 9 })];
    const remainders = [findings, [...findings].reverse()].map(async (each) => {
      const comparison = new Comparison(await outlineOf(scannedReport(found(...each))), scannedReport(both), {
        earlier: 'a',
        later: 'b',
      });
      return comparison.remainder().gone.map(({ resource }) => resource.id);
    });
    const [first, second] = await Promise.all(remainders);
    expect(second).toEqual(first);
    expect(first?.at(-1)).toBe('c');
  });
});
