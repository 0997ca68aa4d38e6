import { rules } from '../../rules/index.ts';
import { severityOf } from '../finding/severity.ts';
import { chooseFrameworks, type FrameworkFilter } from './choose-frameworks.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { folded } from './folded.ts';
import { withOutsideRules } from './outside/outside-rules.ts';
import { ruleAsJson } from './rule-as-json.ts';
import { print, terminal } from './terminal.ts';

export interface RulesOptions extends RuleFilter, FrameworkFilter {
  readonly json: boolean;
}

/** Lists the rules: id, severity and title, or all that is known of them as JSON. */
export async function listRules(options: RulesOptions): Promise<ExitCode> {
  const all = await withOutsideRules(rules, options.rulesFrom);
  const frameworks = await chooseFrameworks(options.framework, Object.keys(all));
  const chosen = chooseRules(all, options, undefined, frameworks);
  if (options.json) {
    const all = chosen.map(({ id, rule }) => ruleAsJson(id, rule));
    await print(process.stdout, `${JSON.stringify(all, null, 2)}\n`);
    return EXIT.clear;
  }
  const widest = Math.max(...chosen.map(({ id }) => id.length));
  const rows = chosen.map(({ id, rule }) => ({
    line: `${severityOf(rule.severity).label.padEnd(13)}  ${id.padEnd(widest)}`,
    last: rule.title,
  }));
  await print(process.stdout, `${folded(rows, terminal()).join('\n')}\n`);
  await print(
    process.stderr,
    `${chosen.length === 1 ? '1 rule' : `${chosen.length} rules`}. \`postern explain <rule>\` tells more of one.\n`,
  );
  return EXIT.clear;
}
