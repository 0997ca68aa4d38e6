import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { configured, requireRules } from '../../src/config/rule-settings.ts';
import { defineRule, fail, highestSeverity, pass, type Verdict } from '../../src/rule/rule.ts';

const unused = 'iam/user-unused';
const config = (value: object) =>
  parseConfig({ name: 'postern.config.json', text: JSON.stringify(value), named: true }, []).config;

describe('the settings of a rule', () => {
  const rule = rules[unused];
  const options = (value: object) => rule && configured(unused, rule, config(value)).options;

  it('set its options, and leave the others at their defaults', () => {
    expect(options({ rules: { [unused]: { options: { days: 60 } } } })).toEqual({ days: 60 });
    expect(options({})).toEqual({ days: 90 });
  });

  it.each([
    [
      'an unknown rule',
      { 'iam/user-unusd': {} },
      'rules: there is no rule "iam/user-unusd". Did you mean iam/user-unused?',
    ],
    ['a rule that every object has', { constructor: {} }, 'rules: there is no rule "constructor".'],
    ['no map', { [unused]: 60 }, 'rules.iam/user-unused must be a map with severity and options, and is 60.'],
    [
      'an option in the place of options',
      { [unused]: { days: 60 } },
      'rules.iam/user-unused.days stands under options: rules.iam/user-unused.options.days.',
    ],
    [
      'an unknown key',
      { [unused]: { Option: {} } },
      'rules.iam/user-unused.Option is no key here; these are severity and options. Did you mean options?',
    ],
    [
      'options that are no map',
      { [unused]: { options: [] } },
      'rules.iam/user-unused.options must be a map of options, and is an empty list.',
    ],
    [
      'an unknown option',
      { [unused]: { options: { day: 1 } } },
      'The rule iam/user-unused has no option "day"; it has days. Did you mean days?',
    ],
    [
      'a value outside the limits',
      { [unused]: { options: { days: 0.5 } } },
      'rules.iam/user-unused.options.days must be a whole number from 1 to 3650, and is 0.5.',
    ],
    [
      'a severity that is none',
      { [unused]: { severity: 'hi' } },
      'rules.iam/user-unused.severity must be critical, high, medium, low, informational or a number from 0 to 10, and is "hi".',
    ],
    [
      'a severity beyond the scale',
      { [unused]: { severity: 10.1 } },
      'rules.iam/user-unused.severity must be critical, high, medium, low, informational or a number from 0 to 10, and is 10.1.',
    ],
  ])('are refused with the line: %s', (_what, given, sentence) => {
    expect(() => requireRules(config({ rules: given }), rules)).toThrow(
      new ConfigError(`postern.config.json:1: ${sentence}`),
    );
  });

  it('and suppressions of rules that do not exist are refused together', () => {
    const { sentences } = ((): ConfigError => {
      try {
        requireRules(
          config({ rules: { a: {}, b: {} }, suppressions: [{ rule: 'iam/user-unusd', reason: 'x' }] }),
          rules,
        );
      } catch (error) {
        if (error instanceof ConfigError) return error;
      }
      throw new Error('it was accepted');
    })();
    expect(sentences).toHaveLength(3);
    expect(sentences[2]).toBe(
      'postern.config.json:1: suppressions: no rule matches "iam/user-unusd". Did you mean iam/user-unused?',
    );
  });
});

describe('a severity that is set', () => {
  const resource = { type: 'AwsAccount', id: 'arn:aws:iam::111122223333:root' };
  const rule = defineRule({
    title: 'Title',
    type: 'Policy:IAMUser/Example',
    severity: 5,
    raisedTo: 9,
    scope: 'account',
    reads: {},
    why: 'It matters.',
    remediation: { text: 'Mend it.', url: 'https://docs.aws.amazon.com/IAM/' },
    check: (): Verdict[] => [
      fail(resource, {}, 'Open.'),
      fail(resource, {}, 'Wide open.', { severity: { score: 9, reason: 'to everybody' } }),
      pass(resource, {}),
    ],
  });
  const scope = {
    account: { id: '111122223333', partition: 'aws' },
    region: 'us-east-1',
    now: new Date(0),
    options: {},
  };
  const set = (severity: unknown) => configured('a/b', rule, config({ rules: { 'a/b': { severity } } })).rule;

  it.each([
    ['low', 1],
    ['CRITICAL', 9],
    ['informational', 0],
    [3.5, 3.5],
  ])('is that of every finding, and of what is unknown: %s', (given, score) => {
    const severity = { score, reason: 'set in the configuration' };
    expect([...set(given).check({}, scope)]).toEqual([
      { ...fail(resource, {}, 'Open.'), severity },
      { ...fail(resource, {}, 'Wide open.'), severity },
      pass(resource, {}),
    ]);
    expect(highestSeverity(set(given))).toBe(score);
  });

  it('leaves the rule itself as it is', () => {
    expect(configured('a/b', rule).rule).toBe(rule);
    expect(highestSeverity(rule)).toBe(9);
  });
});
