import { actionsOfRule } from '../engine/chosen-rule.ts';
import { severityOf } from '../finding/severity.ts';
import type { Rule } from '../rule/rule.ts';

/** All that is known of a rule, for programs. */
export function ruleAsJson(id: string, rule: Rule) {
  return {
    id,
    title: rule.title,
    type: rule.type,
    severity: severityOf(rule.severity),
    scope: rule.scope,
    why: rule.why,
    options: Object.fromEntries(
      Object.entries(rule.options ?? {}).map(([name, option]) => [
        name,
        { description: option.description, default: option.default, limits: option.limits },
      ]),
    ),
    permissions: actionsOfRule(rule),
    remediation: rule.remediation,
  };
}
