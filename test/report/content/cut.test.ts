import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, shown } from '../../../src/report/content/cut.ts';
import { visible } from '../../../src/report/content/escape.ts';
import { wellFormedJson } from '../../../src/report/content/well-formed.ts';
import { hostileText } from '../../support/hostile-text.ts';

describe('cut', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['👩👩👩', 6, '👩👩👩'],
    ['👩👩👩', 5, '👩👩…'],
    ['👩👩👩', 4, '👩…'],
    ['👩👩', 2, '…'],
    ['a\nb\u0007', 9, 'a b\\u0007'],
    ['\ud800', 9, '\\ud800'],
  ])('%j to %d is %j', (text, most, expected) => {
    expect(cut(text, most)).toBe(expected);
  });

  it('shows every text as `visible` does, the plain ones too', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(shown(text)).toBe(visible(text));
      }),
    );
  });
});

describe('wellFormedJson', () => {
  it.each([
    ['\ud800', '\ufffd'],
    ['a\udfff\\ud800"', 'a\ufffd\\ud800"'],
    ['\\\ud800', '\\\ufffd'],
    ['👩', '👩'],
  ])('of %j parses to %j', (text, expected) => {
    expect(JSON.parse(wellFormedJson({ [text]: [text] }))).toEqual({ [expected]: [expected] });
  });
});
