import type { Command } from 'commander';
import type { ExplainOptions } from '../explain.ts';
import type { Ends } from './ends.ts';
import { outsideRulesOption } from './options.ts';

export function explainCommand(root: Command, ends: Ends): void {
  root
    .command('explain')
    .description('explain a rule: what it means, what it reads, what to do')
    .argument('<rule>', 'id of a rule, such as iam/root-without-mfa')
    .addOption(outsideRulesOption())
    .action(async (id: string, options: ExplainOptions) =>
      ends(await (await import('../explain.ts')).explain(id, options)),
    );
}
