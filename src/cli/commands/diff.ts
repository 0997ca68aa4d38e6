import { type Command, Option } from 'commander';
import type { DiffOptions } from '../diff.ts';
import type { Ends } from './ends.ts';
import { severityOption } from './options.ts';

export function diffCommand(root: Command, ends: Ends): void {
  root
    .command('diff')
    .description('print what is new, persisting and gone between two JSON reports')
    .argument('<old>', 'the earlier report')
    .argument('<new>', 'the later report')
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['table', 'markdown', 'json'])
        .default('table'),
    )
    .addOption(
      severityOption('--fail-on <label>', 'lowest severity of something new that fails, or "never"', [
        'NEVER',
      ]).default('NEVER', 'never'),
    )
    .action(async (older: string, newer: string, options: DiffOptions) =>
      ends(await (await import('../diff.ts')).diff(older, newer, options)),
    );
}
