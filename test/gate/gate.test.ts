import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { type GateOptions, gateSentence, judge as judgeSource } from '../../src/gate/gate.ts';
import { sourceOf } from '../support/report-source.ts';
import {
  sampleAbsorbing,
  sampleClosedRegion,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

const judge = (report: Report, options: GateOptions) => judgeSource(sourceOf(report), options);

const gate = (changes: Partial<GateOptions> = {}): GateOptions => ({
  failOn: 'HIGH',
  allowIncomplete: false,
  ...changes,
});

const high = sampleFinding({ score: 7 });
const medium = sampleFinding({ score: 6.9 });
const suppressed = sampleFinding({ score: 9.5, status: 'SUPPRESSED' });
const closed = sampleFinding({ score: 9.5, status: 'CLOSED' });
const denied = (score: number, ruleId = 'iam/user-without-mfa') =>
  sampleUnknown({ ruleId, score, action: 'iam:GetCredentialReport' });

describe('judge', () => {
  it.each([
    ['nothing found', [], [], {}, 0],
    ['a finding at the threshold', [high], [], {}, 1],
    ['a finding just below it', [medium], [], {}, 0],
    ['a suppressed finding', [suppressed], [], {}, 0],
    ['a closed finding', [closed], [], {}, 0],
    ['an unknown that could have failed', [], [denied(7)], {}, 3],
    ['an unknown that could not have failed', [medium], [denied(6.9)], {}, 0],
    ['an unknown that could have failed, allowed', [medium], [denied(9)], { allowIncomplete: true }, 0],
    ['nothing but what could not have failed', [], [denied(6.9)], {}, 3],
    ['nothing but unknowns, allowed', [], [denied(9)], { allowIncomplete: true }, 3],
    ['nothing but unknowns, the gate off', [], [denied(9)], { failOn: 'NEVER' }, 3],
    ['a finding and an unknown: the finding wins', [high], [denied(9)], {}, 1],
    ['a finding is no incompleteness', [high], [], { allowIncomplete: true }, 1],
    ['the gate off', [high], [denied(9)], { failOn: 'NEVER' }, 0],
    ['the lowest threshold', [sampleFinding({ score: 0 })], [], { failOn: 'INFORMATIONAL' }, 1],
  ] as const)('%s', async (_case, findings, unknowns, changes, exitCode) => {
    expect((await judge(sampleReport({ findings, unknowns }), gate(changes))).exitCode).toBe(exitCode);
  });

  it('counts findings, and rules rather than places that are unknown', async () => {
    const unknowns = [denied(8), denied(8), denied(8, 'iam/user-unused'), denied(2, 'iam/group-unused')];
    expect(await judge(sampleReport({ findings: [high, high, medium], unknowns }), gate())).toEqual({
      exitCode: 1,
      findings: 2,
      suppressed: 0,
      unknowns: 2,
      judged: 'something',
    });
  });
});

describe('what is gathered', () => {
  const parts = (...findings: Parameters<typeof sampleFinding>[0][]) => [
    sampleGathered(findings.map((sketch, index) => sampleFinding({ part: `p${index}`, ...sketch }))),
  ];

  it.each([
    ['a part at the threshold', parts({ score: 2 }, { score: 7 }), 1],
    ['parts below it', parts({ score: 2 }, { score: 6.9 }), 0],
    ['a suppressed part, and others below it', parts({ score: 9, status: 'SUPPRESSED' }, { score: 2 }), 0],
    [
      'a suppressed part, and another at the threshold',
      parts({ score: 9, status: 'SUPPRESSED' }, { score: 7 }),
      1,
    ],
    ['all parts suppressed', parts({ score: 9, status: 'SUPPRESSED' }), 0],
  ])('goes by parts: %s', async (_case, findings, exitCode) => {
    expect((await judge(sampleReport({ findings }), gate())).exitCode).toBe(exitCode);
  });

  it('counts once, however many parts it has', async () => {
    const findings = parts({ score: 7 }, { score: 8 }, { score: 9 });
    expect((await judge(sampleReport({ findings }), gate())).findings).toBe(1);
  });

  it('counts what is absorbed with what tells it', async () => {
    const { finding, absorbed } = sampleAbsorbing(high, [
      medium,
      sampleFinding({ ruleId: 'iam/b', score: 7 }),
    ]);
    const report = sampleReport({ findings: [finding], absorbed });
    expect(await judge(report, gate())).toMatchObject({ exitCode: 1, findings: 1, unknowns: 0 });
  });

  it('counts each rule that a closed Region keeps from judging, as severe as it may be', async () => {
    const closedRegion = sampleClosedRegion([
      denied(9),
      denied(7, 'iam/user-unused'),
      denied(2, 'iam/group-unused'),
    ]);
    const report = sampleReport({ unknowns: [closedRegion, denied(8)], passed: 1 });
    expect(await judge(report, gate())).toMatchObject({ exitCode: 3, findings: 0, unknowns: 2 });
    expect(await judge(report, gate({ failOn: 'CRITICAL' }))).toMatchObject({
      exitCode: 3,
      findings: 0,
      unknowns: 1,
    });
    const mild = sampleReport({ unknowns: [sampleClosedRegion([denied(2), denied(3)])], passed: 1 });
    expect((await judge(mild, gate())).exitCode).toBe(0);
  });
});

describe('gateSentence', () => {
  it.each([
    [[high, sampleFinding()], [], {}, 'Failing: 2 findings at or above HIGH.'],
    [
      [high],
      [denied(8)],
      {},
      'Failing: 1 finding at or above HIGH; 1 rule that could have failed could not be judged.',
    ],
    [
      [medium],
      [denied(8), denied(9, 'iam/user-unused')],
      {},
      'Incomplete: 2 rules that could have failed could not be judged. The report says what stood in the way; --allow-incomplete lets it pass.',
    ],
    [[medium], [], {}, 'Passing: no findings at or above HIGH.'],
    [
      [medium, suppressed, sampleFinding({ score: 3, status: 'SUPPRESSED' })],
      [],
      {},
      'Passing: no findings at or above HIGH (1 is suppressed).',
    ],
    [[high, suppressed, suppressed], [], {}, 'Failing: 1 finding at or above HIGH (2 more are suppressed).'],
    [
      [],
      [denied(8)],
      { allowIncomplete: true },
      'Incomplete: nothing could be judged, because nothing could be read. The report says what stood in the way.',
    ],
    [
      [medium],
      [denied(8)],
      { allowIncomplete: true },
      'Passing: no findings at or above HIGH; 1 rule that could have failed could not be judged (--allow-incomplete).',
    ],
    [[high], [], { failOn: 'NEVER' }, 'Passing: the gate is off (--fail-on never).'],
  ] as const)('%#', async (findings, unknowns, changes, sentence) => {
    const options = gate(changes);
    expect(gateSentence(await judge(sampleReport({ findings, unknowns }), options), options)).toBe(sentence);
  });

  it('says that there was nothing to judge where no rule applies', async () => {
    const report = sampleReport({
      notApplicable: [
        {
          ruleId: 'organizations/scp-missing',
          accountId: '111122223333',
          region: 'us-east-1',
          reason: 'the account belongs to no organization',
        },
      ],
    });
    const judgement = await judge(report, gate());
    expect(judgement.exitCode).toBe(0);
    expect(gateSentence(judgement, gate())).toBe(
      'Passing: there was nothing to judge, because none of the rules applies here. The report says why.',
    );
  });
});
