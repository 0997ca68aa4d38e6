import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../rules/index.ts';
import { outsideRulesOption } from '../../src/cli/commands/options.ts';
import { scanCommand } from '../../src/cli/commands/scan.ts';
import { settingsOf } from '../../src/cli/settings.ts';
import { parseConfig } from '../../src/config/config.ts';
import { ruleProblems } from '../../src/config/rule-settings.ts';
import { template } from '../../src/config/template.ts';

const root = new Command();
scanCommand(root, () => {});
const [scan = root] = root.commands;
const settings = settingsOf(scan);
const read = (text: string, named = true) =>
  parseConfig({ name: 'postern.config.yaml', text, named }, settings);

/** A line of an example is a # without a space; a list under a key is indented. */
const uncommented = template(settings, undefined).replaceAll(/^#(?! \S)/gm, '');

describe('the settings of a scan', () => {
  it('are all its options but those of one run', () => {
    const options = scan.options.map((option) => option.attributeName());
    const left = options.filter((name) => !settings.some(({ attribute }) => attribute === name));
    expect(left.sort()).toEqual(['config', 'debug', 'demo', 'plan', 'record', 'replay']);
    expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  });

  it('have keys of their own in a configuration, which holds rules and suppressions', () => {
    const others = new Command()
      .addOption(outsideRulesOption())
      .option('--notify <url>')
      .option('--no-colour');
    expect(
      settingsOf(others).map(({ key, variable, kind, namedOnly }) => [key, variable, kind, namedOnly]),
    ).toEqual([
      ['rulesFrom', 'POSTERN_RULES', 'list', true],
      ['notify', 'POSTERN_NOTIFY', 'text', true],
    ]);
  });

  it('are taken as the command line takes them', () => {
    const { config, problems } = read(
      'failOn: Low\nseverity: medium\nregion: [eu-*, "a,b"]\noutput: a.json\nconcurrency: 7\nformat: json\ndetails: false\n',
    );
    expect(problems).toEqual([]);
    expect(Object.fromEntries([...config.settings].map(([key, { value }]) => [key, value]))).toEqual({
      failOn: 'LOW',
      severity: 'MEDIUM',
      region: ['eu-*', 'a', 'b'],
      output: ['a.json'],
      concurrency: 7,
      format: 'json',
      details: false,
    });
    expect(
      read('format: pdf\nrule: ","\nconcurrency: 0.5\n').problems.map(({ sentence }) => sentence),
    ).toEqual([
      expect.stringMatching(/^format cannot be "pdf"\. Allowed choices are table, json/),
      'rule cannot be ",". It names nothing.',
      'concurrency cannot be "0.5". It must be a whole number from 1 to 1000.',
    ]);
  });
});

describe('what `postern init` writes', () => {
  it('sets nothing', () => {
    expect(parse(template(settings, './dist/config.schema.json'))).toBeNull();
    expect(read(template(settings, undefined), false)).toMatchObject({
      problems: [],
      config: { suppressions: [] },
    });
  });

  it('is right where a comment is taken away', () => {
    const { config, problems } = read(uncommented);
    expect(problems).toEqual([]);
    expect([...config.settings.keys()]).toEqual(settings.map(({ key }) => key));
    expect(config.suppressions).toHaveLength(1);
    expect(ruleProblems(config, rules)).toEqual([]);
  });
});

describe('the schema for editors', () => {
  const schema: object = JSON.parse(readFileSync('src/config/config.schema.json', 'utf8'));
  const validate = new Ajv({ allowUnionTypes: true, strictRequired: false }).compile(schema);

  it('takes what `postern init` writes', () => {
    validate(parse(uncommented));
    expect(validate.errors).toBeNull();
  });

  it.each([
    { failon: 'low' },
    { failOn: 'hihg' },
    { details: 'yes' },
    { region: [] },
    { rules: { 'iam/user-unused': { days: 60 } } },
    { rules: { 'iam/user-unused': { options: { days: 0 } } } },
    { rules: { 'iam/root-without-mfa': { options: { days: 1 } } } },
    { rules: { 'mine/rule': { severity: 'hihg' } } },
    { suppressions: [{ rule: 'iam/*' }] },
    { suppressions: [{ reason: 'why' }] },
    { suppressions: [{ rule: 'iam/*', reason: '', until: '2027' }] },
  ])('refuses what a scan refuses: %j', (wrong) => {
    expect(validate(wrong)).toBe(false);
    const { config, problems } = read(JSON.stringify(wrong));
    const ofOthers = Object.fromEntries(
      Object.keys(wrong.rules ?? {}).flatMap((id) =>
        id === 'mine/rule' ? [[id, rules['iam/user-unused']]] : [],
      ),
    );
    const known = Object.entries({ ...rules, ...ofOthers }).flatMap(([id, rule]) =>
      rule === undefined ? [] : [[id, rule] as const],
    );
    expect([...problems, ...ruleProblems(config, Object.fromEntries(known))]).not.toEqual([]);
  });
});
