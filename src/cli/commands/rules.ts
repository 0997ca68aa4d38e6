import type { Command } from 'commander';
import type { RulesOptions } from '../rules.ts';
import type { Ends } from './ends.ts';
import { withRuleFilters } from './options.ts';

export function rulesCommand(root: Command, ends: Ends): void {
  withRuleFilters(root.command('rules'))
    .description('list the rules')
    .option('--json', 'as JSON', false)
    .action(async (options: RulesOptions) => ends(await (await import('../rules.ts')).listRules(options)));
}
