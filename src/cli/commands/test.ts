import type { Command } from 'commander';
import type { Ends } from './ends.ts';

export function testCommand(root: Command, ends: Ends): void {
  root
    .command('test')
    .description('run the tests of rules of your own')
    .argument('<rules...>', 'files, folders or packages with rules')
    .action(async (from: string[]) => ends(await (await import('../test-rules.ts')).testRules(from)));
}
