import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/instance-missing-patches.ts';
import type { PatchState } from '../../../src/services/ssm.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';

const judged = (state: Partial<PatchState> | undefined) =>
  judge(rule, {
    managed: [{ InstanceId: 'i-1', PingStatus: 'Online', LastPingDateTime: undefined, AgentVersion: '3' }],
    states:
      state === undefined
        ? []
        : [
            {
              InstanceId: 'i-1',
              BaselineId: 'pb-1',
              PatchGroup: '',
              OperationEndTime: daysAgo(1),
              CriticalNonCompliantCount: 0,
              SecurityNonCompliantCount: 0,
              OtherNonCompliantCount: 0,
              MissingCount: 0,
              FailedCount: 0,
              InstalledPendingRebootCount: 0,
              ...state,
            },
          ],
  });

describe('ec2/instance-missing-patches', () => {
  it.each<[string, Partial<PatchState> | undefined, string, string?, number?]>([
    ['none missing', {}, 'pass'],
    [
      'security patches',
      { SecurityNonCompliantCount: 3, CriticalNonCompliantCount: 1, MissingCount: 3 },
      'fail',
      'i-1 lacks 3 security or critical patches that its patch baseline asks for.',
    ],
    [
      'a critical one',
      { CriticalNonCompliantCount: 1 },
      'fail',
      'i-1 lacks a security or critical patch that its patch baseline asks for.',
    ],
    [
      'others',
      { OtherNonCompliantCount: 2, MissingCount: 1 },
      'fail',
      'i-1 lacks 2 patches that its patch baseline asks for.',
      3,
    ],
    ['failed ones', { FailedCount: 1 }, 'fail', 'i-1 lacks a patch that its patch baseline asks for.', 3],
    [
      'missing, and nobody says of which kind',
      {
        SecurityNonCompliantCount: undefined,
        CriticalNonCompliantCount: undefined,
        MissingCount: 1,
        FailedCount: 1,
      },
      'fail',
      'i-1 lacks 2 security or critical patches that its patch baseline asks for.',
    ],
    [
      'never scanned',
      undefined,
      'fail',
      'Patch Manager has never scanned i-1: which patches it lacks, nobody knows.',
      3,
    ],
    [
      'nobody says how many',
      {
        SecurityNonCompliantCount: undefined,
        CriticalNonCompliantCount: undefined,
        MissingCount: undefined,
      },
      'unknown',
    ],
    [
      'wait for a start, of no known kind',
      {
        SecurityNonCompliantCount: undefined,
        CriticalNonCompliantCount: undefined,
        InstalledPendingRebootCount: 1,
      },
      'fail',
      'i-1 lacks a security or critical patch that its patch baseline asks for.',
    ],
    ['scanned long ago', { OperationEndTime: daysAgo(31) }, 'unknown'],
    ['missing long ago', { OperationEndTime: daysAgo(31), SecurityNonCompliantCount: 1 }, 'fail'],
    ['scanned at no time', { OperationEndTime: undefined }, 'unknown'],
  ])('%s', (_case, state, expected, description, score) => {
    const verdicts = judged(state);
    expect(statuses(verdicts)).toEqual([expected]);
    if (description !== undefined) expect(verdicts).toMatchObject([{ description }]);
    if (score !== undefined) expect(verdicts).toMatchObject([{ severity: { score } }]);
  });
});
