import { expect, it } from 'vitest';
import { waitingOf } from '../../src/cli/patience.ts';
import { UsageError } from '../../src/cli/problem.ts';

const at = (AWS_ENDPOINT_URL: string, more: NodeJS.ProcessEnv = {}) =>
  waitingOf({ POSTERN_BACK_OFF: '0.01', AWS_ENDPOINT_URL, ...more });

it.each([
  'http://127.0.0.1:5000',
  'http://127.1',
  'https://127.250.0.9/moto',
  'http://[::1]:5000',
  'http://[0:0:0:0:0:0:0:1]',
  'http://localhost:4566',
])('is taken at %s', (endpoint) => {
  const short = { patience: { backOff: 0.01, throttledFor: 1_200 }, tellEvery: 15_000 };
  expect(at(endpoint)).toEqual(short);
  expect(at(endpoint, { AWS_ENDPOINT_URL_STS: 'http://localhost:1' })).toEqual(short);
});

it.each([
  '',
  'nonsense',
  'https://iam.amazonaws.com',
  'http://128.0.0.1',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://127.0.0.1@example.com',
  'http://[::2]',
  'http://[::ffff:10.0.0.1]',
  'http://10.0.0.1:5000',
])('is refused at "%s"', (endpoint) => {
  expect(() => at(endpoint)).toThrow(UsageError);
  expect(() => at('http://localhost', { AWS_ENDPOINT_URL_IAM: endpoint || 'http://10.0.0.1' })).toThrow(
    /only where AWS_ENDPOINT_URL is a loopback address/,
  );
});

it('is refused where AWS itself is asked', () => {
  expect(() => waitingOf({ POSTERN_BACK_OFF: '0.01' })).toThrow(UsageError);
  expect(() => at('http://localhost', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toThrow(UsageError);
});

it.each(['', '0', '-1', '1.5', 'fast', 'Infinity'])('"%s" is no share', (POSTERN_BACK_OFF) => {
  expect(() => waitingOf({ POSTERN_BACK_OFF, AWS_ENDPOINT_URL: 'http://localhost' })).toThrow(
    `POSTERN_BACK_OFF is "${POSTERN_BACK_OFF}". It must be a number above 0, and 1 at most.`,
  );
});

it('is the whole wait where nothing is set', () => {
  const whole = { patience: {}, tellEvery: 15_000 };
  expect(waitingOf({ AWS_ENDPOINT_URL: 'http://localhost' })).toEqual(whole);
  expect(waitingOf({})).toEqual(whole);
});

it('shortens every limit where a share of the patience is set', () => {
  expect(waitingOf({ POSTERN_PATIENCE: '0.5', AWS_ENDPOINT_URL: 'http://localhost' })).toEqual({
    patience: {
      connectWithin: 5_000,
      answerWithin: 14_500,
      silentFor: 30_000,
      arrivingFor: 150_000,
      throttledFor: 60_000,
      madeWithin: 60_000,
      yieldAfter: 2_500,
    },
    tellEvery: 7_500,
  });
  expect(() => waitingOf({ POSTERN_PATIENCE: '0.5' })).toThrow(/^POSTERN_PATIENCE is for tests/);
});
