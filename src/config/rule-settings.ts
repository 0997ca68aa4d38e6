import { globMatcher } from '../finding/globs.ts';
import { lowestScore, SEVERITY_LABELS } from '../finding/severity.ts';
import { defaultOptions, type OptionSpecs, type OptionValues } from '../rule/options.ts';
import type { Rule, Verdict } from '../rule/rule.ts';
import { type Config, NO_CONFIG } from './config.ts';
import { ConfigError, type Problem } from './config-error.ts';
import { type Located, plain, shown } from './located.ts';
import { meant, quoted } from './wording.ts';

/** What `rules` of a configuration holds for each rule. */
const RULE_KEYS = ['severity', 'options'] as const;

/** Why a finding has another severity than its rule. */
const OVERRIDDEN = 'set in the configuration';

/**
 * A rule as the configuration wants it, with the values of its options: those that are set, and the defaults for the
 * rest. All its findings have the severity that is set, whatever its verdicts say.
 */
export function configured(
  id: string,
  rule: Rule,
  config: Config = NO_CONFIG,
): { readonly rule: Rule; readonly options: OptionValues<OptionSpecs> } {
  const set = settingsOf(id, rule, config);
  return {
    rule: set.severity === undefined ? rule : withSeverity(rule, set.severity),
    options: { ...defaultOptions(rule), ...set.options },
  };
}

/** @throws ConfigError that tells all that the configuration says of rules that cannot be. */
export function requireRules(config: Config, rules: Readonly<Record<string, Rule>>): void {
  const problems = ruleProblems(config, rules);
  if (problems.length > 0) throw ConfigError.inFile(config.name, problems);
}

/** All that the configuration says of rules, options and severities that cannot be. */
export function ruleProblems(config: Config, rules: Readonly<Record<string, Rule>>): readonly Problem[] {
  const ids = Object.keys(rules);
  const ofSettings = [...config.rules].flatMap(([id, { line }]): readonly Problem[] => {
    const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
    return rule === undefined
      ? [{ line, sentence: `rules: there is no rule ${quoted(id)}.${meant(id, ids)}` }]
      : settingsOf(id, rule, config).problems;
  });
  const ofSuppressions = config.suppressions.flatMap(({ line, entry: { rule } }): readonly Problem[] =>
    rule === undefined || ids.some(globMatcher(rule))
      ? []
      : [{ line, sentence: `suppressions: no rule matches ${quoted(rule)}.${meant(rule, ids)}` }],
  );
  return [...ofSettings, ...ofSuppressions];
}

interface RuleSettings {
  readonly severity: number | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

function settingsOf(id: string, rule: Rule, config: Config): RuleSettings {
  const value = config.rules.get(id);
  const problems: Problem[] = [];
  const problem = ({ line }: Located, sentence: string) => problems.push({ line, sentence });
  const specs = rule.options ?? {};
  const names = Object.keys(specs);
  let severity: number | undefined;
  const options: Record<string, unknown> = {};
  if (value?.kind === 'map') {
    for (const [key, inner] of value.entries) {
      if (key === 'severity') {
        severity = severityIn(inner);
        if (severity === undefined)
          problem(
            inner,
            `${inner.path} must be ${SEVERITY_LABELS.join(', ').toLowerCase()} or a number from 0 to 10, and is ${shown(inner)}.`,
          );
      } else if (key !== 'options')
        problem(
          inner,
          names.includes(key)
            ? `${inner.path} stands under options: rules.${id}.options.${key}.`
            : `${inner.path} is no key here; these are ${RULE_KEYS.join(' and ')}.${meant(key, RULE_KEYS)}`,
        );
      else if (inner.kind !== 'map')
        problem(inner, `${inner.path} must be a map of options, and is ${shown(inner)}.`);
      else
        for (const [name, given] of inner.entries) {
          const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
          const accepted = spec?.accept(plain(given));
          if (spec === undefined)
            problem(
              given,
              `The rule ${id} has no option ${quoted(name)}${names.length === 0 ? '' : `; it has ${names.join(', ')}`}.${meant(name, names)}`,
            );
          else if (accepted === undefined)
            problem(given, `${given.path} must be ${spec.limits}, and is ${shown(given)}.`);
          else options[name] = accepted;
        }
    }
  } else if (value !== undefined)
    problem(value, `${value.path} must be a map with ${RULE_KEYS.join(' and ')}, and is ${shown(value)}.`);
  return { severity, options, problems };
}

/** A label stands for its lowest score. */
function severityIn(value: Located): number | undefined {
  if (value.kind !== 'scalar') return undefined;
  const given = value.value;
  if (typeof given === 'number') return given >= 0 && given <= 10 ? given : undefined;
  const label = SEVERITY_LABELS.find((known) => known === String(given).toUpperCase());
  return label === undefined ? undefined : lowestScore(label);
}

/** The rule with every failed verdict of this severity, and with nothing that raises it while it is unknown. */
function withSeverity(rule: Rule, score: number): Rule {
  const { raisedTo: _, ...rest } = rule;
  const severity = { score, reason: OVERRIDDEN };
  return {
    ...rest,
    severity: score,
    *check(readings, scope) {
      for (const verdict of rule.check(readings, scope))
        yield verdict.status === 'fail' ? ({ ...verdict, severity } satisfies Verdict) : verdict;
    },
  };
}
