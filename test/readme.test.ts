import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withRealOutputs } from './support/readme.ts';

it('the README shows what its commands print (npm run generate)', async () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toBe(await withRealOutputs(readme));
});
