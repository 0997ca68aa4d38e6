import { describe, expect, it } from 'vitest';
import type { Wait } from '../../src/aws/deadline.ts';
import { progressLine, type State, waitingLine } from '../../src/cli/progress.ts';

const WAIT: Wait = {
  service: 'iam',
  operation: 'GetCredentialReport',
  region: 'us-east-1',
  attempt: 1,
  milliseconds: 42_400,
  reason: 'answer',
};

const state = (...waits: readonly Wait[]): State => ({
  progress: { step: 'scanning', accountId: '111122223333', done: 3, scopes: 19 },
  waits,
  calls: 1_204,
});

const SCANNING = 'Scanning account 111122223333: 3 of 19 scopes done, 1,204 calls';

describe('where there is no terminal', () => {
  it.each([
    [[WAIT], 'Still waiting: iam GetCredentialReport in us-east-1, 42 s.'],
    [[WAIT, WAIT], 'Still waiting: iam GetCredentialReport in us-east-1, 42 s; 1 more call.'],
    [
      [{ ...WAIT, attempt: 2 }, WAIT, WAIT, WAIT],
      'Still waiting: iam GetCredentialReport in us-east-1, 42 s, attempt 2; 3 more calls.',
    ],
    [
      [{ ...WAIT, reason: 'throttled' as const, attempt: 9 }],
      'Still waiting: iam GetCredentialReport in us-east-1, 42 s, throttled, attempt 9.',
    ],
    [
      [{ ...WAIT, reason: 'rate' as const, perSecond: 2 }],
      "Still waiting: iam GetCredentialReport in us-east-1, 42 s, at AWS's rate of 2 a second.",
    ],
    [[], 'Still at it.'],
  ])('a line tells of %j', (waits, line) => {
    expect(waitingLine(state(...waits))).toBe(`${line} ${SCANNING}.`);
  });

  it('a line tells that nobody knows yet who we are', () => {
    expect(waitingLine({ progress: { step: 'connecting' }, waits: [], calls: 0 })).toBe(
      'Still at it. Asking AWS who you are.',
    );
  });
});

describe('on a terminal', () => {
  it('the line shows scopes done of all, calls, and a wait of some seconds', () => {
    expect(progressLine(state({ ...WAIT, milliseconds: 2_900 }), { width: 120 })).toBe(SCANNING);
    expect(progressLine(state(WAIT), { width: 140 })).toBe(
      `${SCANNING}; waiting for iam GetCredentialReport in us-east-1, 42 s`,
    );
  });

  it.each([8, 20, 80, 100])('of %d columns the line is never as wide', (width) => {
    expect(progressLine(state(WAIT), { width }).length).toBeLessThanOrEqual(Math.max(8, width - 1));
  });

  it('the line shows what is hidden in a name', () => {
    const line = progressLine(state({ ...WAIT, region: 'eu\u001b[2J\nwest' }), { width: 200 });
    expect(line).toContain('eu\\u001b[2J west');
  });
});
