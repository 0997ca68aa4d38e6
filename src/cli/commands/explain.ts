import type { Command } from 'commander';
import type { Ends } from './ends.ts';

export function explainCommand(root: Command, ends: Ends): void {
  root
    .command('explain')
    .description('explain a rule: what it means, what it reads, what to do')
    .argument('<rule>', 'id of a rule, such as iam/root-without-mfa')
    .action(async (id: string) => ends(await (await import('../explain.ts')).explain(id)));
}
