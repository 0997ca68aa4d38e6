import { rules as ownRules } from '../../rules/index.ts';
import { actionsOfRule } from '../engine/chosen-rule.ts';
import { severityOf } from '../finding/severity.ts';
import { wrap } from '../report/content/fit.ts';
import { highestSeverity, type Rule } from '../rule/rule.ts';
import type { RuleFilter } from './choose-rules.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { withOutsideRules } from './outside/outside-rules.ts';
import { UsageError } from './problem.ts';
import { print, terminal } from './terminal.ts';

const SCOPES = {
  organization: 'once for the organization',
  account: 'once for each account',
  region: 'in each Region of each account',
} as const;

export type ExplainOptions = Pick<RuleFilter, 'rulesFrom'>;

/** Explains one rule to someone who has never seen it. */
export async function explain(id: string, { rulesFrom }: ExplainOptions): Promise<ExitCode> {
  const rules = await withOutsideRules(ownRules, rulesFrom);
  const rule = rules[id];
  if (rule === undefined) {
    const near = Object.keys(rules).find(
      (known) => known.includes(id) || id.includes(known.split('/')[1] ?? known),
    );
    throw new UsageError(
      `There is no rule "${id}".${near === undefined ? '' : ` Did you mean ${near}?`} See \`postern rules\` for all ids.`,
    );
  }
  await print(process.stdout, describe(id, rule, Math.min(terminal().width, 100)));
  return EXIT.clear;
}

function describe(id: string, rule: Rule, width: number): string {
  const { score, label } = severityOf(rule.severity);
  const highest = highestSeverity(rule);
  const raised = highest > rule.severity ? `, up to ${highest} ${severityOf(highest).label}` : '';
  const options = Object.entries(rule.options ?? {}).map(
    ([name, option]) =>
      `  ${name}: ${option.description} (${option.limits}; default ${JSON.stringify(option.default)})`,
  );
  return [
    rule.title,
    id,
    '',
    `Severity    ${score} ${label}${raised}`,
    `Type        ${rule.type}`,
    `Judged      ${SCOPES[rule.scope]}`,
    '',
    'Why it matters',
    ...paragraph(rule.why, width),
    '',
    'What to do',
    ...paragraph(rule.remediation.text, width),
    ...(rule.remediation.command === undefined ? [] : [`  ${rule.remediation.command}`]),
    `  ${rule.remediation.url}`,
    '',
    ...(options.length === 0 ? [] : ['Options', ...options, '']),
    'Needs permission for',
    ...actionsOfRule(rule).map((action) => `  ${action}`),
    '',
  ].join('\n');
}

function paragraph(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line) => `  ${line}`);
}
