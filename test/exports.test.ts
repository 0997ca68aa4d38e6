import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedEntries, withExports } from '../.scripts/published.js';

describe('the exports of package.json', () => {
  it('are not stale (npm run generate)', () => {
    const manifest = readFileSync('package.json', 'utf8');
    expect(manifest).toBe(withExports(manifest));
  });

  it('offer each service of src/services, whether it is a file or a folder', () => {
    const sources = new Map(publishedEntries().map(({ name, source }) => [name, source]));
    expect(sources.get('services/accessanalyzer')).toBe('src/services/accessanalyzer.ts');
    expect(sources.get('services/iam')).toBe('src/services/iam/index.ts');
  });
});
