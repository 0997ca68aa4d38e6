import { expect, it } from 'vitest';
import { backOffOf } from '../../src/cli/back-off.ts';
import { UsageError } from '../../src/cli/problem.ts';

const at = (AWS_ENDPOINT_URL: string, more: NodeJS.ProcessEnv = {}) =>
  backOffOf({ POSTERN_BACK_OFF: '0.01', AWS_ENDPOINT_URL, ...more });

it.each([
  'http://127.0.0.1:5000',
  'http://127.1',
  'https://127.250.0.9/moto',
  'http://[::1]:5000',
  'http://[0:0:0:0:0:0:0:1]',
  'http://localhost:4566',
])('is taken at %s', (endpoint) => {
  expect(at(endpoint)).toEqual({ backOff: 0.01 });
  expect(at(endpoint, { AWS_ENDPOINT_URL_STS: 'http://localhost:1' })).toEqual({ backOff: 0.01 });
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
  expect(() => backOffOf({ POSTERN_BACK_OFF: '0.01' })).toThrow(UsageError);
  expect(() => at('http://localhost', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toThrow(UsageError);
});

it.each(['', '0', '-1', '1.5', 'fast', 'Infinity'])('"%s" is no share', (POSTERN_BACK_OFF) => {
  expect(() => backOffOf({ POSTERN_BACK_OFF, AWS_ENDPOINT_URL: 'http://localhost' })).toThrow(
    `POSTERN_BACK_OFF is "${POSTERN_BACK_OFF}". It must be a number above 0, and 1 at most.`,
  );
});

it('is the whole wait where nothing is set', () => {
  expect(backOffOf({ AWS_ENDPOINT_URL: 'http://localhost' })).toEqual({});
  expect(backOffOf({})).toEqual({});
});
