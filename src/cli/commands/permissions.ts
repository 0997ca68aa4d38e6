import { type Command, Option } from 'commander';
import type { PermissionsOptions } from '../permissions.ts';
import type { Ends } from './ends.ts';
import { withRuleFilters } from './options.ts';

export function permissionsCommand(root: Command, ends: Ends): void {
  withRuleFilters(root.command('permissions'))
    .description('print the smallest IAM policy for the chosen rules')
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['json', 'terraform', 'cloudformation'])
        .default('json'),
    )
    .option(
      '--trust <who>',
      'with a role for it: github:<owner>/<repository>, gitlab:<group>/<project>, codebuild:<project ARN>, or the ARN of a role',
    )
    .action(async (options: PermissionsOptions) =>
      ends(await (await import('../permissions.ts')).permissions(options)),
    );
}
