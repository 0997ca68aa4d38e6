import picomatch from 'picomatch';
import { type Config, NO_CONFIG } from '../config/config.ts';
import { configured, requireRules } from '../config/rule-settings.ts';
import type { ChosenRule } from '../engine/chosen-rule.ts';
import { type Framework, rulesOfFramework } from '../rule/framework.ts';
import type { Rule } from '../rule/rule.ts';
import { type ChosenFrameworks, controlsOfRule } from './choose-frameworks.ts';
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
 * The rules a user asked for: those that the filter lets through and, where frameworks were asked for, that judge one.
 * @throws UsageError for a pattern or service that matches nothing: never an empty success.
 */
export function chooseRules(
  rules: Readonly<Record<string, Rule>>,
  filter: Omit<RuleFilter, 'rulesFrom'>,
  config: Config = NO_CONFIG,
  { asked, told }: ChosenFrameworks = { asked: undefined, told: [] },
): ChosenRule[] {
  requireRules(config, rules);
  const ids = Object.keys(rules);
  for (const setting of ['rule', 'excludeRule'] as const)
    for (const pattern of filter[setting])
      if (!ids.some((id) => matches(id, [pattern])))
        throw new UsageError(`No rule matches "${pattern}". See \`postern rules\` for their ids.`, {
          setting,
        });
  const services = [...new Set(ids.map(serviceOf))].sort();
  for (const service of filter.service) {
    if (!services.includes(service)) {
      throw new UsageError(
        `There are no rules for the service "${service}". Services are: ${services.join(', ')}.`,
        { setting: 'service' },
      );
    }
  }
  const judging = asked === undefined ? undefined : rulesOfAll(asked);
  const chosen = Object.entries(rules).filter(
    ([id]) =>
      (judging?.has(id) ?? true) &&
      (filter.rule.length === 0 || matches(id, filter.rule)) &&
      (filter.service.length === 0 || filter.service.includes(serviceOf(id))) &&
      !matches(id, filter.excludeRule),
  );
  if (chosen.length === 0) throw new UsageError('The patterns leave no rule to judge by.');
  return chosen.map(([id, rule]) => ({
    id,
    ...configured(id, rule, config),
    controls: controlsOfRule(id, told),
  }));
}

function rulesOfAll(frameworks: readonly Framework[]): ReadonlySet<string> {
  return new Set(frameworks.flatMap((framework) => [...rulesOfFramework(framework)]));
}

/** An asterisk stands for a slash too, so that `*-mfa` and `*` mean what they say. */
function matches(id: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern !== '' && picomatch.isMatch(id, pattern, { bash: true }));
}

function serviceOf(id: string): string {
  return id.split('/')[0] ?? id;
}
