import { expect, it } from 'vitest';
import { globMatcher } from '../../src/finding/globs.ts';

it.each([
  ['iam/*', 'iam/user-unused', true],
  ['arn:aws:s3:::logs-*', 'arn:aws:s3:::logs-2026/.keep', true],
  ['arn:aws:s3:::logs-*', 'arn:aws:s3:::data', false],
  ['{iam,s3}/*', 's3/bucket-public', true],
  // What leads with an exclamation mark would mean nearly everything, and suppress it.
  ['!arn:aws:s3:::data', 'arn:aws:iam::111122223333:root', false],
  ['!iam/*', 's3/bucket-public', false],
  ['!key', '!key', true],
])('%s of %s: %s', (glob, text, matches) => {
  expect(globMatcher(glob)(text)).toBe(matches);
});
