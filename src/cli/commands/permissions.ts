import { type Command, Option } from 'commander';
import type { PermissionsOptions } from '../permissions.ts';
import type { Ends } from './ends.ts';
import { configOption, withRuleFilters } from './options.ts';

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
    .addOption(configOption())
    .addHelpText(
      'after',
      `
Rules are chosen as a scan chooses them: by the command line, or else by the
environment (POSTERN_RULE), or else by the configuration.`,
    )
    .action(async (_given: unknown, command: Command) => {
      const { configure } = await import('../configure.ts');
      const { RULE_FILTERS, settingsOfScan } = await import('../settings.ts');
      const options = await configure<PermissionsOptions>(command, settingsOfScan(root), RULE_FILTERS);
      const { withPlaces } = await import('../problem.ts');
      ends(
        await withPlaces(options.places, async () =>
          (await import('../permissions.ts')).permissions(options),
        ),
      );
    });
}
