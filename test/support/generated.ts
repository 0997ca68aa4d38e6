import { Command } from 'commander';
import { z } from 'zod';
import { rules } from '../../rules/index.ts';
import { scanCommand } from '../../src/cli/commands/scan.ts';
import { settingsOf } from '../../src/cli/settings.ts';
import { configSchema } from '../../src/config/config-schema.ts';
import { actionsOfRule } from '../../src/engine/chosen-rule.ts';
import { diffSchema, trendSchema } from '../../src/finding/history/history-schema.ts';
import { callPlanSchema } from '../../src/finding/plan-schema.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import { severityOf } from '../../src/finding/severity.ts';
import { highestSeverity, type Rule } from '../../src/rule/rule.ts';

/** Files that are made from the code, by their path in the repository. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    'rules/README.md': rulesPage(),
    'src/config/config.schema.json': `${JSON.stringify(configSchema(settingsOfScan(), rules), null, 2)}\n`,
    'src/finding/report.schema.json': jsonSchema(reportSchema, 'Postern report'),
    'src/finding/plan.schema.json': jsonSchema(callPlanSchema, 'Postern plan'),
    'src/finding/history/diff.schema.json': jsonSchema(diffSchema, 'Postern diff'),
    'src/finding/history/trend.schema.json': jsonSchema(trendSchema, 'Postern trend'),
  };
}

function settingsOfScan() {
  const root = new Command();
  scanCommand(root, () => {});
  return root.commands.flatMap(settingsOf);
}

function jsonSchema(shape: z.ZodType, title: string): string {
  const schema = z.toJSONSchema(shape, { target: 'draft-2020-12' });
  return `${JSON.stringify({ ...schema, title }, null, 2)}\n`;
}

function rulesPage(): string {
  const services = [...new Set(Object.keys(rules).map(serviceOf))];
  return [
    '# Rules',
    '',
    'Made by `npm run generate` from the rules themselves. `postern explain <rule>` shows one in the terminal.',
    '',
    ...services.flatMap((service) => [`## ${service}`, '', ...table(service), '']),
  ].join('\n');
}

function table(service: string): string[] {
  const rows = Object.entries(rules)
    .filter(([id]) => serviceOf(id) === service)
    .map(
      ([id, rule]) =>
        `| [\`${id}\`](${id}.ts) | ${severity(rule)} | **${cell(rule.title)}.** ${cell(rule.why)} | ${permissions(rule)} |`,
    );
  return ['| rule | severity | meaning | permissions |', '|---|---|---|---|', ...rows];
}

function severity(rule: Rule): string {
  const { score, label } = severityOf(rule.severity);
  const highest = highestSeverity(rule);
  return `${score} ${label}${highest > score ? `, up to ${highest}` : ''}`;
}

function permissions(rule: Rule): string {
  return actionsOfRule(rule)
    .map((action) => `\`${action}\``)
    .join('<br>');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function serviceOf(id: string): string {
  return id.split('/')[0] ?? id;
}
