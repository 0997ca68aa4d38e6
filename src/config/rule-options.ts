import { defaultOptions, type OptionSpecs, type OptionValues } from '../rule/options.ts';
import type { Rule } from '../rule/rule.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

/**
 * The values of a rule's options: those of the configuration, and the defaults for the rest.
 * @throws ConfigError for an option that the rule does not have, or a value that it does not take.
 */
export function optionsOf(id: string, rule: Rule, { rules }: Config): OptionValues<OptionSpecs> {
  const specs = rule.options ?? {};
  const set = Object.entries(rules[id] ?? {}).map(([name, value]) => {
    const spec = specs[name];
    if (spec === undefined) {
      const known = Object.keys(specs);
      throw new ConfigError(
        `The rule ${id} has no option "${name}"${known.length === 0 ? '' : `; it has ${known.join(', ')}`}.`,
      );
    }
    const accepted = spec.accept(value);
    if (accepted === undefined)
      throw new ConfigError(`The option "${name}" of ${id} must be ${spec.limits}.`);
    return [name, accepted] as const;
  });
  return { ...defaultOptions(rule), ...Object.fromEntries(set) };
}

/** @throws ConfigError when the configuration speaks of a rule that does not exist. */
export function requireKnownRules({ rules }: Config, known: Readonly<Record<string, Rule>>): void {
  const stranger = Object.keys(rules).find((id) => known[id] === undefined);
  if (stranger !== undefined)
    throw new ConfigError(`The configuration sets options of ${stranger}, but there is no such rule.`);
}
