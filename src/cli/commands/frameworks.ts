import type { Command } from 'commander';
import type { FrameworksOptions } from '../frameworks.ts';
import type { Ends } from './ends.ts';
import { list } from './options.ts';

export function frameworksCommand(root: Command, ends: Ends): void {
  root
    .command('frameworks')
    .description('list the frameworks that a scan can judge')
    .option(
      '--framework <ids>',
      'only these: ids, globs, files of your own; comma lists, repeatable',
      list,
      [],
    )
    .option('--json', 'as JSON, with every control and the rules that judge it', false)
    .action(async (options: FrameworksOptions) =>
      ends(await (await import('../frameworks.ts')).listFrameworks(options)),
    );
}
