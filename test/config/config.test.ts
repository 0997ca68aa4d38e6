import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import type { Setting } from '../../src/config/setting.ts';

const number = (text: string) => {
  if (!(Number(text) > 0)) throw new Error('It must be more than 0.');
  return Number(text);
};
const list = (text: string, before: unknown) => [
  ...(Array.isArray(before) ? before : []),
  ...text.split(','),
];

const SETTINGS = [
  { key: 'allowIncomplete', kind: 'flag', parse: (text) => text },
  { key: 'failOn', kind: 'text', parse: (text) => text.toUpperCase() },
  { key: 'concurrency', kind: 'number', parse: number },
  { key: 'region', kind: 'list', parse: list },
  { key: 'profile', kind: 'text', parse: (text) => text, namedOnly: true },
] satisfies Partial<Setting>[];

function read(text: string, name = 'postern.config.yaml', named = false) {
  const settings = SETTINGS.map(
    (setting): Setting => ({ description: '', placeholder: '', namedOnly: false, ...setting }),
  );
  const { config, problems } = parseConfig({ name, text, named }, settings);
  return {
    config,
    settings: Object.fromEntries([...config.settings].map(([key, { value }]) => [key, value])),
    problems: problems.map(({ line, sentence }) => `${line}: ${sentence}`),
  };
}

describe('a configuration', () => {
  it.each([
    [
      'postern.config.yaml',
      'allowIncomplete: true\nfailOn: low\nconcurrency: 7\nregion:\n  - eu-*\n  - a,b\n',
    ],
    [
      'postern.config.json',
      '{\n\t"allowIncomplete": true,\n\t"failOn": "low",\n\t"concurrency": 7,\n\t"region": ["eu-*", "a,b"]\n}',
    ],
    ['postern.config.yml', '{"allowIncomplete":true,"failOn":"low","concurrency":7,"region":["eu-*","a,b"]}'],
  ])('sets what the command line would, as the command line takes it: %s', (name, text) => {
    const { settings, problems } = read(text, name);
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      allowIncomplete: true,
      failOn: 'LOW',
      concurrency: 7,
      region: ['eu-*', 'a', 'b'],
    });
  });

  it.each(['', '# all of it\n# is a comment\n', '---\n', '{}', '\uFEFF{}'])('may say nothing: %j', (text) => {
    expect(read(text)).toMatchObject({ settings: {}, problems: [] });
  });

  it('takes a text where a list of one is meant, and a number where a text looks like one', () => {
    const { settings, config } = read(
      'region: eu-west-1\nfailOn: 7\nsuppressions:\n  - { account: 012345678901, reason: old, until: 2027-01-31 }\n',
    );
    expect(settings).toEqual({ region: ['eu-west-1'], failOn: '7' });
    expect(config.suppressions).toEqual([
      { line: 4, entry: { account: '012345678901', reason: 'old', until: '2027-01-31' } },
    ]);
  });

  it('may repeat itself by YAML aliases', () => {
    const { config, problems } = read(
      'suppressions:\n  - { rule: &s3 s3/*, reason: &why web }\n  - { rule: *s3, reason: *why, tag: a=b }\n',
    );
    expect(problems).toEqual([]);
    expect(config.suppressions.map(({ entry }) => entry)).toEqual([
      { rule: 's3/*', reason: 'web' },
      { rule: 's3/*', reason: 'web', tag: 'a=b' },
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'keys that are nearly right',
      'fail-on: low\nregions: a\nxyz: 1\n',
      [
        '1: There is no key "fail-on". Did you mean failOn?',
        '2: There is no key "regions". Did you mean region?',
        '3: There is no key "xyz". Keys are allowIncomplete, failOn, concurrency, region, profile, rules, suppressions.',
      ],
    ],
    [
      'values of another kind',
      'allowIncomplete: "yes"\nconcurrency: many\nfailOn: [low]\nregion: { a: b }\nrules: []\nsuppressions: {}\n$schema: 1\n',
      [
        '1: allowIncomplete must be true or false, and is "yes".',
        '2: concurrency must be a number, and is "many".',
        '3: failOn must be a text, and is a list.',
        '4: region must be a text or a list of texts, and is a map.',
        '5: rules must be a map of rule ids, and is an empty list.',
        '7: $schema must be a text, and is 1.',
        '6: suppressions must be a list of what is suppressed, and is a map.',
      ],
    ],
    [
      'nothing where something must be, which would widen the scan',
      'region:\nfailOn: ~\nsuppressions:\n',
      [
        '1: region must be a text or a list of texts, and is nothing.',
        '2: failOn must be a text, and is nothing.',
        '3: suppressions must be a list of what is suppressed, and is nothing.',
      ],
    ],
    [
      'what the command line refuses',
      'concurrency: -1',
      ['1: concurrency cannot be "-1". It must be more than 0.'],
    ],
    ['a key that stands twice', 'failOn: low\n\nfailOn: high\n', ['3: failOn: this stands here twice.']],
    ['no map', '- a\n- b\n', ['1: A configuration is a map of keys and values, and this is a list.']],
    [
      'two documents',
      'failOn: low\n---\nfailOn: high\n',
      ['2: A configuration is one document, and another one begins here.'],
    ],
    ['tabs', 'rules:\n\ta: 1\n', ['2: This is not YAML: Tabs are not allowed as indentation.']],
    [
      'tags of other languages',
      'failOn: !!js/function x',
      ['1: This is not YAML: Unresolved tag: tag:yaml.org,2002:js/function.'],
    ],
    [
      'an asterisk without quotes',
      'region:\n  - a\n  - *west\n',
      ['3: region[1]: nothing is called *west. A text that begins with * stands in quotes.'],
    ],
    [
      'suppressions that are none',
      [
        'suppressions:',
        '  - all',
        '  - reason: because',
        '  - rule: a/b',
        '  - rule: ""',
        '    reason: "  "',
        '  - rule: a/b',
        '    reasn: x',
        '    until: 2026-02-30',
        '  - rule: [a/b]',
        '    reason: x',
        '    until: tomorrow',
        '  - account: 12345678901',
        '    reason: its zero is lost',
        '  - rule: a/b',
        '    reason: "\\u200b "',
        '  - account: 1111-2222-3333',
        '    reason: as the console shows it',
      ].join('\n'),
      [
        '2: suppressions[0] must be a map with rule, resource, account, region, tag, reason, until, and is "all".',
        '3: suppressions[1] needs at least one of rule, resource, account, region, tag: without it everything would match.',
        '4: suppressions[2] needs a reason: say why this is accepted.',
        '5: suppressions[3].rule must be a text that is not empty, and is "".',
        '6: suppressions[3].reason must be a text that is not empty, and is "  ".',
        '8: suppressions[4].reasn is no key of a suppression; these are rule, resource, account, region, tag, reason, until. Did you mean reason?',
        '9: suppressions[4].until must be the last day that it holds, written as 2027-01-31, and is "2026-02-30".',
        '7: suppressions[4] needs a reason: say why this is accepted.',
        '10: suppressions[5].rule must be a text that is not empty, and is a list.',
        '12: suppressions[5].until must be the last day that it holds, written as 2027-01-31, and is "tomorrow".',
        '13: suppressions[6].account must have 12 digits, or be a glob, and is 12345678901.',
        '16: suppressions[7].reason must be a text that is not empty, and is "\u200b ".',
        '17: suppressions[8].account must have 12 digits, or be a glob, and is "1111-2222-3333".',
      ],
    ],
  ])('tells all that is wrong, with the line and what was expected: %s', (_what, text, problems) => {
    expect(read(text).problems).toEqual(problems);
  });

  it.each([
    ['{\n  "failOn": "low",\n}', '3: This is not JSON: Expected double-quoted property name.'],
    ['{\n  // why\n  "failOn": "low" }', "2: This is not JSON: Expected property name or '}'."],
    ['{\n  "failOn":\n  low }', "3: This is not JSON: Unexpected token 'l'."],
    ['{\n  "failOn": "low"\n', "2: This is not JSON: Expected ',' or '}' after property value."],
    ['failOn: low', "1: This is not JSON: Unexpected token 'i'."],
  ])('in a .json file is JSON and nothing else: %j', (text, problem) => {
    expect(read(text, 'a.JSON').problems).toEqual([
      `${problem} A configuration with comments is YAML, in postern.config.yaml.`,
    ]);
  });

  it('may name a profile only where somebody named the file', () => {
    expect(read('profile: audit', 'postern.config.yaml', true)).toMatchObject({
      settings: { profile: 'audit' },
      problems: [],
    });
    expect(read('failOn: low\nprofile: audit').problems).toEqual([
      '2: profile may not stand in a configuration that was merely found: it leads to other code, credentials or people. Name the file with --config postern.config.yaml, or use the command line.',
    ]);
  });

  it('is bounded, whatever it holds', () => {
    const bomb = [
      'a: &a0 [x]',
      ...Array.from({ length: 30 }, (_, n) => `a${n}: &a${n + 1} [${Array(9).fill(`*a${n}`)}]`),
    ];
    expect(read(bomb.join('\n')).problems).toContainEqual(
      expect.stringMatching(/this has too many values\.$/),
    );
    expect(read('a: &a [*a]').problems).toContainEqual(expect.stringMatching(/nested too deeply\.$/));
    expect(read(`a: ${'['.repeat(500)}${']'.repeat(500)}`).problems).toContainEqual(
      expect.stringMatching(/nested too deeply\.$/),
    );
    const many = Array.from({ length: 50_000 }, (_, n) => `k${n}: 1`).join('\n');
    expect(read(`rules:\n  ${many.replaceAll('\n', '\n  ')}`).config.rules.size).toBe(50_000);
    const [unknown = ''] = read(`${'k'.repeat(900)}: 1`).problems;
    expect(unknown.length).toBeLessThan(300);
    expect(read('__proto__: 1\nconstructor: 1').problems).toHaveLength(2);
  });
});
