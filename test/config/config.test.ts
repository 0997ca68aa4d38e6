import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { optionsOf, requireKnownRules } from '../../src/config/rule-options.ts';
import type { Rule } from '../../src/rule/rule.ts';

const unused = 'iam/user-unused';

function options(config: object) {
  const rule: Rule | undefined = rules[unused];
  if (rule === undefined) throw new Error(`${unused} is gone`);
  const parsed = parseConfig(JSON.stringify(config), 'postern.json');
  requireKnownRules(parsed, rules);
  return optionsOf(unused, rule, parsed);
}

describe('a configuration', () => {
  it('sets options of rules, and leaves the others at their defaults', () => {
    expect(options({ rules: { [unused]: { days: 60 } } })).toEqual({ days: 60 });
    expect(options({})).toEqual({ days: 90 });
  });

  it.each([
    ['an unknown field', { rule: {} }, /postern\.json is no Postern configuration/],
    [
      'an unknown rule',
      { rules: { 'iam/user-unusd': { days: 1 } } },
      /iam\/user-unusd, but there is no such rule/,
    ],
    ['an unknown option', { rules: { [unused]: { day: 1 } } }, /has no option "day"; it has days/],
    [
      'a value outside the limits',
      { rules: { [unused]: { days: 0.5 } } },
      /"days" of iam\/user-unused must be a whole number/,
    ],
    ['options that are no object', { rules: { [unused]: 60 } }, /at rules\.iam\/user-unused/],
  ])('with %s is refused in one sentence', (_case, config, message) => {
    expect(() => options(config)).toThrow(ConfigError);
    expect(() => options(config)).toThrow(message);
  });

  it('that is not JSON says so', () => {
    expect(() => parseConfig('{ rules: }', 'postern.json')).toThrow(/postern\.json is not JSON/);
  });
});
