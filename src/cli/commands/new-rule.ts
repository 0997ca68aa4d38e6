import { type Command, Option } from 'commander';
import type { NewRuleOptions } from '../new-rule.ts';
import type { Ends } from './ends.ts';

export function newRuleCommand(root: Command, ends: Ends): void {
  root
    .command('new-rule')
    .description('make a rule of your own, and its test')
    .argument('<id>', '<service>/<name>, such as ecs/cluster-insights-off')
    .option('--folder <folder>', 'where your rules are', 'rules')
    .addOption(
      new Option('--scope <scope>', 'what it is judged once for')
        .choices(['account', 'region', 'organization'])
        .default('account'),
    )
    .action(async (id: string, options: NewRuleOptions) =>
      ends(await (await import('../new-rule.ts')).newRule(id, options)),
    );
}
