import type { Command } from 'commander';
import type { Ends } from './ends.ts';

export function initCommand(root: Command, ends: Ends): void {
  root
    .command('init')
    .description('write postern.config.yaml, with all that can be set in it as comments')
    .action(async () => ends(await (await import('../init.ts')).init(root)));
}
