import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../../src/report/content/escape.ts';
import { columns, truncate, wrap, wrapAtMost } from '../../../src/report/content/fit.ts';
import { hostileText, OBEYED } from '../../support/hostile-text.ts';

describe('wrap', () => {
  it.each([
    ['breaks at spaces', 'one two three', 8, ['one two', 'three']],
    ['fills a line to its end', 'one four', 8, ['one four']],
    [
      'goes on in the next line with a word too long',
      'a longest-of-words b',
      8,
      ['a', 'longest-', 'of-words', 'b'],
    ],
    ['counts wide characters twice', '山田太郎山田', 8, ['山田太郎', '山田']],
    ['breaks no character in two', '👩🚀👩🚀👩🚀', 8, ['👩🚀👩🚀', '👩🚀']],
    ['keeps a mark with its letter', `${'e\u0301'.repeat(9)}`, 8, ['e\u0301'.repeat(8), 'e\u0301']],
    ['takes line breaks for spaces', 'a\n\nb', 8, ['a b']],
    ['has no line for nothing', '', 8, []],
  ])('%s', (_case, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it.each([
    ['open to 0.0.0.0/0 and ::/0', 21, ['open to 0.0.0.0/0', 'and ::/0']],
    ['arn:aws:iam::111122223333:role/a', 11, ['arn:aws:ia', 'm::11112222', '3333:role/a']],
    ['abcdef:::bucket', 8, ['abcdef::', ':bucket']],
    ['abcdefgh:::bucket', 8, ['abcdefg', 'h:::buck', 'et']],
  ])('begins no line with two colons: %s', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('begins no line with what a runner of CI obeys, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 8, max: 100 }), (text, width) => {
        for (const line of [...wrap(text, width), truncate(text, width)]) {
          expect(line).not.toMatch(OBEYED);
          expect(columns(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('passes no width and loses no word', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 8, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(visible(text).replaceAll(' ', ''));
      }),
    );
  });
});

describe('truncate', () => {
  it.each([
    ['what fits stays', 'exactly8', 8, 'exactly8'],
    ['what does not ends in an ellipsis', 'more than 8', 8, 'more th…'],
    ['a wide character is in or out', '山田太郎山', 8, '山田太…'],
  ])('%s', (_case, text, width, shown) => {
    expect(truncate(text, width)).toBe(shown);
  });
});

describe('wrapAtMost', () => {
  it('says when there is more', () => {
    expect(wrapAtMost('one two three four five', 8, 2)).toEqual(['one two', 'three…']);
    expect(wrapAtMost('one two three', 8, 2)).toEqual(['one two', 'three']);
  });
});
