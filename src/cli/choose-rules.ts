import picomatch from 'picomatch';
import type { Config } from '../config/config.ts';
import { optionsOf, requireKnownRules } from '../config/rule-options.ts';
import type { ChosenRule } from '../engine/chosen-rule.ts';
import type { Rule } from '../rule/rule.ts';
import { UsageError } from './problem.ts';

export interface RuleFilter {
  /** Globs over rule ids; none means all. */
  readonly rule: readonly string[];
  readonly excludeRule: readonly string[];
  /** First parts of rule ids, such as `iam`. */
  readonly service: readonly string[];
  /** Files, folders and packages with rules from outside. */
  readonly rulesFrom: readonly string[];
}

/**
 * The rules a user asked for.
 * @throws UsageError for a pattern or service that matches nothing: never an empty success.
 */
export function chooseRules(
  rules: Readonly<Record<string, Rule>>,
  filter: Omit<RuleFilter, 'rulesFrom'>,
  config: Config = { rules: {} },
): ChosenRule[] {
  requireKnownRules(config, rules);
  const ids = Object.keys(rules);
  for (const pattern of [...filter.rule, ...filter.excludeRule]) {
    if (!ids.some((id) => matches(id, [pattern]))) {
      throw new UsageError(`No rule matches "${pattern}". See \`postern rules\` for their ids.`);
    }
  }
  const services = [...new Set(ids.map(serviceOf))].sort();
  for (const service of filter.service) {
    if (!services.includes(service)) {
      throw new UsageError(
        `There are no rules for the service "${service}". Services are: ${services.join(', ')}.`,
      );
    }
  }
  const chosen = Object.entries(rules).filter(
    ([id]) =>
      (filter.rule.length === 0 || matches(id, filter.rule)) &&
      (filter.service.length === 0 || filter.service.includes(serviceOf(id))) &&
      !matches(id, filter.excludeRule),
  );
  if (chosen.length === 0) throw new UsageError('The patterns leave no rule to judge by.');
  return chosen.map(([id, rule]) => ({ id, rule, options: optionsOf(id, rule, config) }));
}

/** An asterisk stands for a slash too, so that `*-mfa` and `*` mean what they say. */
function matches(id: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern !== '' && picomatch.isMatch(id, pattern, { bash: true }));
}

function serviceOf(id: string): string {
  return id.split('/')[0] ?? id;
}
