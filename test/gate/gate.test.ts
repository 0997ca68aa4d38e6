import { describe, expect, it } from 'vitest';
import { type GateOptions, gateSentence, judge } from '../../src/gate/gate.ts';
import { sampleFinding, sampleReport, sampleUnknown } from '../support/sample-report.ts';

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
    ['an unknown that could not have failed', [], [denied(6.9)], {}, 0],
    ['an unknown that could have failed, allowed', [], [denied(9)], { allowIncomplete: true }, 0],
    ['a finding and an unknown: the finding wins', [high], [denied(9)], {}, 1],
    ['a finding is no incompleteness', [high], [], { allowIncomplete: true }, 1],
    ['the gate off', [high], [denied(9)], { failOn: 'NEVER' }, 0],
    ['the lowest threshold', [sampleFinding({ score: 0 })], [], { failOn: 'INFORMATIONAL' }, 1],
  ] as const)('%s', (_case, findings, unknowns, changes, exitCode) => {
    expect(judge(sampleReport({ findings, unknowns }), gate(changes)).exitCode).toBe(exitCode);
  });

  it('counts findings, and rules rather than places that are unknown', () => {
    const unknowns = [denied(8), denied(8), denied(8, 'iam/user-unused'), denied(2, 'iam/group-unused')];
    expect(judge(sampleReport({ findings: [high, high, medium], unknowns }), gate())).toEqual({
      exitCode: 1,
      findings: 2,
      unknowns: 2,
    });
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
      [],
      [denied(8), denied(9, 'iam/user-unused')],
      {},
      'Incomplete: 2 rules that could have failed could not be judged. The report says what stood in the way; --allow-incomplete lets it pass.',
    ],
    [[medium], [], {}, 'Passing: no findings at or above HIGH.'],
    [
      [],
      [denied(8)],
      { allowIncomplete: true },
      'Passing: no findings at or above HIGH; 1 rule that could have failed could not be judged (--allow-incomplete).',
    ],
    [[high], [], { failOn: 'NEVER' }, 'Passing: the gate is off (--fail-on never).'],
  ] as const)('%#', (findings, unknowns, changes, sentence) => {
    const options = gate(changes);
    expect(gateSentence(judge(sampleReport({ findings, unknowns }), options), options)).toBe(sentence);
  });
});
