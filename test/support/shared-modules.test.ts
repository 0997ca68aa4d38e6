import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('no test replaces a module: the files of `npm run unit` share theirs, so use vi.spyOn', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.test.ts'),
  );
  const replacing = tests.filter((path) =>
    /\bvi\.(mock|doMock)\(/.test(readFileSync(`test/${path}`, 'utf8')),
  );
  expect(replacing).toEqual([]);
});
