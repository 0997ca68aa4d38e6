import { type Command, Option } from 'commander';
import { formats, OCSF_VERSIONS } from '../../report/format.ts';
import type { ScanOptions } from '../scan.ts';
import type { Ends } from './ends.ts';
import { configOption, list, positive, repeat, severityOption, withRuleFilters } from './options.ts';

/** Where else options are set. */
const CONFIGURED = `Options but config, debug, demo, plan, record and replay can be set in the
environment (POSTERN_FAIL_ON=critical) and in a configuration (failOn: critical)
as well; the command line goes before the environment, and that before the
configuration. \`postern init\` writes one.`;

export function scanCommand(root: Command, ends: Ends): void {
  withRuleFilters(root.command('scan', { isDefault: true }))
    .description('scan an account (the default command)')
    .option('--profile <name>', 'AWS profile to read with')
    .option(
      '--region <names>',
      'Regions to scan: names or globs, comma lists, repeatable (default: all enabled)',
      list,
      [],
    )
    .option('--details', 'tell everything in the table, with evidence, instead of one screen', false)
    .addOption(severityOption('--severity <label>', 'show only findings of this severity and above'))
    .addOption(
      new Option('--format <format>', 'format on standard output')
        .choices(formats.map(({ name }) => name))
        .default('table'),
    )
    .addOption(
      new Option('--ocsf-version <version>', 'release of OCSF that findings are written in')
        .choices(OCSF_VERSIONS)
        .default('1.6.0'),
    )
    .option('--sarif-location <file>', 'file of the repository that SARIF results are shown at')
    .option(
      '--output <file>',
      'also write the report to a file; its ending names the format; repeatable',
      repeat,
      [],
    )
    .addOption(
      severityOption('--fail-on <label>', 'lowest severity that fails, or "never"', ['NEVER']).default(
        'HIGH',
        'high',
      ),
    )
    .option(
      '--notify <url>',
      'tell a webhook of new findings at or above --fail-on (POSTERN_NOTIFY_TOKEN: its token)',
    )
    .addOption(
      new Option('--notify-format <format>', 'what the webhook takes (default: by its host)').choices([
        'slack',
        'json',
      ]),
    )
    .option(
      '--baseline <report>',
      'an earlier JSON report: fail only for what it does not have, and say what is new, persisting and gone',
    )
    .option('--allow-incomplete', 'do not fail because something could not be looked at', false)
    .option('--include-passed', 'list passed verdicts in the JSON report', false)
    .addOption(
      new Option(
        '--plan',
        'print the calls that the scan would make, and make only those that say who and where we are',
      )
        .default(false)
        .conflicts(['output', 'record', 'notify']),
    )
    .addOption(
      new Option('--record <tape>', 'keep all answers of AWS on a tape, without secrets').conflicts([
        'replay',
        'demo',
      ]),
    )
    .addOption(
      new Option('--replay <tape>', 'judge the answers of a tape; nothing is asked of AWS').conflicts('demo'),
    )
    .option('--demo', 'scan the recorded sample account that comes with Postern', false)
    .addOption(configOption())
    .option('--concurrency <number>', 'calls to AWS in flight at any time', positive, 100)
    .option('--debug', 'print stack traces of errors', false)
    .addHelpText('after', `\n${CONFIGURED}`)
    .action(async (_given: unknown, command: Command) => {
      const { configure } = await import('../configure.ts');
      const { settingsOf } = await import('../settings.ts');
      const options = await configure<ScanOptions>(command, settingsOf(command));
      // What every scan prints may be what a plan, which has no findings, cannot be printed as.
      const format = command.getOptionValueSource('format') === 'cli' ? options.format : 'table';
      const { withPlaces } = await import('../problem.ts');
      ends(
        await withPlaces(options.places, async () =>
          options.plan
            ? (await import('../plan.ts')).plan({ ...options, format })
            : (await import('../scan.ts')).scan(options),
        ),
      );
    });
}
