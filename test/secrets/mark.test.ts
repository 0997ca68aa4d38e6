import { describe, expect, it } from 'vitest';
import { findSecrets, secretInVariable } from '../../src/secrets/find-secrets.ts';
import { isMark, mark, type Told, toldByMark } from '../../src/secrets/mark.ts';

const TOLD: readonly (readonly [Told, string])[] = [
  [[], '[cut by Postern]'],
  [[{ kind: 'password in a URL', line: 3 }], '[cut by Postern: password in a URL line 3]'],
  [
    [
      { kind: 'GitHub token', line: 1 },
      { kind: 'key', line: 12 },
    ],
    '[cut by Postern: GitHub token line 1, key line 12]',
  ],
  [undefined, '[cut by Postern: not readable]'],
];

describe('a mark', () => {
  it.each(TOLD)('tells %j and is read back', (told, text) => {
    expect(mark(told)).toBe(text);
    expect(toldByMark(text)).toEqual({ told });
    expect(isMark(text)).toBe(true);
    expect(findSecrets(text)).toEqual([]);
  });

  it.each([
    '',
    '[cut by Postern',
    'x [cut by Postern]',
    '[cut by Postern]\n',
    '[cut by Postern: password]',
    '[cut by Postern: password line 1] DB_PASSWORD=Tr0ub4dor',
  ])('is not %j', (text) => expect(toldByMark(text)).toBeUndefined());

  it.each([
    ['[cut by Postern]', undefined],
    ['[cut by Postern: password line 1]', 'password'],
  ])('%s of a variable says what the variable holds', (text, kind) =>
    expect(secretInVariable('DB_PASSWORD', text)).toBe(kind),
  );
});
