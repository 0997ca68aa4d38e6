import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleJson } from '../../../src/report/content/escape.ts';
import { ACTS_OR_HIDES, COMMANDS, hostileText, hostileUnit, OBEYED } from '../../support/hostile-text.ts';

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
    ['a command of GitHub', '::set-output name=a::b', '\\u003a:set-output name=a::b'],
    ['one after a line break', 'a\n::error::b', 'a \\u003a:error::b'],
    ['one after other white space', 'a\u3000:: error::b', 'a\u3000\\u003a: error::b'],
    ['an older one', 'a##[add-path]b', 'a\\u0023#[add-path]b'],
    ['a command of Azure', '##vso[task.setvariable]x', '\\u0023#vso[task.setvariable]x'],
    ['one of TeamCity', "###teamcity[a 'b']", "#\\u0023#teamcity[a 'b']"],
    ['one that hides', '#\u200b#vso[a]', '#\\u200b#vso[a]'],
    ['more colons than a line may be broken at', 'a:::::b', 'a:::\\u003a\\u003ab'],
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
    'arn:aws:s3:::bucket/a',
    'arn:aws:iam::111122223333:role/a',
    'open to 0.0.0.0/0 and ::/0, ::1 too',
    '## [heading]',
    '# [1]',
  ])('leaves %j', (text) => {
    expect(visible(text)).toBe(text);
  });

  it('leaves nothing that acts or hides, and says so only once', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visible(text)).not.toMatch(ACTS_OR_HIDES);
        expect(visible(text)).not.toMatch(OBEYED);
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

  it.each(COMMANDS)('breaks %s wherever a string may be printed by itself', (command) => {
    const value = {
      [command]: [command, ` ${command}`, `a\n${command}`, `\\${command}`, `a\\n\t ${command}`],
    };
    const text = visibleJson(JSON.stringify(value, undefined, 2));
    expect(text).not.toMatch(/##\w*\[|(?:["\s]|\\[nrt])::[a-z]/);
    expect(JSON.parse(text)).toEqual(value);
  });

  it('leaves ARNs and addresses', () => {
    const text = JSON.stringify({ Arn: 'arn:aws:s3:::a', CidrIpv6: '::/0', a: 'to ::1' });
    expect(visibleJson(text)).toBe(text);
  });

  it('keeps every value, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ stringUnit: hostileUnit }), fc.array(hostileText)), (value) => {
        const text = JSON.stringify(value, undefined, 2);
        expect(JSON.parse(visibleJson(text))).toEqual(JSON.parse(text));
        expect(visibleJson(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
        expect(visibleJson(text)).not.toMatch(OBEYED);
      }),
    );
  });
});
