import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withGenerated } from './support/readme.ts';

it('the README shows what its commands print, and every format (npm run generate)', async () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toBe(await withGenerated(readme));
});
