import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GivenUp } from '../../src/aws/given-up.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const KEY = '111122223333 us-east-1 iam GetUser';
const SILENCE = new Error('AWS did not answer');

/** A call that is begun now, and given up at once. */
const giveUp = (givenUp: GivenUp, reason: unknown) => {
  givenUp.begin(KEY);
  givenUp.add(KEY, performance.now(), reason);
  givenUp.end(KEY);
};

it('is not worth asking for a while', () => {
  const givenUp = new GivenUp(60_000);
  expect(givenUp.reason(KEY)).toBeUndefined();
  giveUp(givenUp, SILENCE);
  vi.advanceTimersByTime(59_000);
  expect(givenUp.reason(KEY)).toBe(SILENCE);
  vi.advanceTimersByTime(1_000);
  expect(givenUp.reason(KEY)).toBeUndefined();
});

it('is asked anew, however many calls learn meanwhile why it was not', () => {
  const givenUp = new GivenUp(60_000);
  giveUp(givenUp, SILENCE);
  for (let second = 0; second < 60; second += 10) {
    giveUp(givenUp, givenUp.reason(KEY));
    vi.advanceTimersByTime(10_000);
  }
  expect(givenUp.reason(KEY)).toBeUndefined();
});
