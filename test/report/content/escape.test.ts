import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleJson } from '../../../src/report/content/escape.ts';
import { ACTS_OR_HIDES, hostileText, hostileUnit } from '../../support/hostile-text.ts';

describe('visible', () => {
  it.each([
    ['a clear screen', '\u001b[2Jgone', '\\u001b[2Jgone'],
    ['a colour', '\u001b[32mOK\u001b[0m', '\\u001b[32mOK\\u001b[0m'],
    [
      'an OSC 8 link',
      '\u001b]8;;https://evil.example\u0007docs\u001b]8;;\u0007',
      '\\u001b]8;;https://evil.example\\u0007docs\\u001b]8;;\\u0007',
    ],
    ['an 8-bit CSI', '\u009b31mred', '\\u009b31mred'],
    ['an 8-bit OSC', '\u009d0;title\u009c', '\\u009d0;title\\u009c'],
    ['backspaces over a word', 'fail\b\b\b\bpass', 'fail\\u0008\\u0008\\u0008\\u0008pass'],
    ['a carriage return over a line', 'fail\rpass', 'fail\\u000dpass'],
    ['NUL and DEL', '\u0000\u007f', '\\u0000\\u007f'],
    ['a bidi override', 'user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['bidi isolates and marks', '\u2066a\u2069\u200e\u061c', '\\u2066a\\u2069\\u200e\\u061c'],
    ['zero-width characters', 'ad\u200bm\u200din\ufeff\u2060', 'ad\\u200bm\\u200din\\ufeff\\u2060'],
    ['a soft hyphen', 'ad\u00admin', 'ad\\u00admin'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['tag characters', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a Hangul filler', 'a\u3164b', 'a\\u3164b'],
    ['a lone surrogate', 'a\ud83db', 'a\\ud83db'],
    ['line breaks and tabs', 'a\nb\r\nc\td', 'a b c d'],
  ])('%s', (_case, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each([
    'plain',
    'jürgen.weiß',
    '山田太郎',
    'e\u0301',
    'مرحبا',
    '🚀 launch',
    'C:\\users',
    '#{name}',
    '<b>&',
  ])('leaves %j', (text) => {
    expect(visible(text)).toBe(text);
  });

  it('leaves nothing that acts or hides, and says so only once', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visible(text)).not.toMatch(ACTS_OR_HIDES);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });
});

describe('visibleJson', () => {
  it('escapes what JSON.stringify lets through, and parses to the same value', () => {
    const value = { 'k\u009b': ['\u007f\u0085\u2028\u2029\u202e\u200b\u{e0041}', 'ü🚀'] };
    const text = visibleJson(JSON.stringify(value, undefined, 2));
    expect(text).toContain('\\u007f\\u0085\\u2028\\u2029\\u202e\\u200b\\udb40\\udc41');
    expect(text).toContain('ü🚀');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('keeps every value, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: hostileUnit }), (value) => {
        const text = JSON.stringify(value, undefined, 2);
        expect(JSON.parse(visibleJson(text))).toEqual(JSON.parse(text));
        expect(visibleJson(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
      }),
    );
  });
});
