import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../aws/version.ts';
import { visible } from '../report/content/escape.ts';
import { formats } from '../report/format.ts';
import { SEVERITY_LABELS } from '../rule/severity.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { PermissionsOptions } from './permissions.ts';
import { OutputError, problemOf, problemText, UsageError } from './problem.ts';
import type { RulesOptions } from './rules.ts';
import type { ScanOptions } from './scan.ts';
import { print, say } from './terminal.ts';

/** Runs the command line and tells the exit code. Commands are loaded when they are called for. */
export async function program(words: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.clear;
  const ends = (code: ExitCode) => {
    exitCode = code;
  };
  // Commander would not wait for what it writes, nor hear that it could not.
  const said: { readonly out: string[]; readonly err: string[] } = { out: [], err: [] };
  const root = new Command('postern')
    .description('Finds the doors left open in AWS accounts: read-only, with proof for every finding.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => said.out.push(text),
      writeErr: (text) => said.err.push(text),
      outputError: (text, write) => write(oneSentence(text)),
    })
    .showSuggestionAfterError(true);
  root.addHelpText(
    'after',
    `
Exit codes:
  0    scanned, nothing at or above --fail-on
  1    findings at or above --fail-on
  2    usage or configuration error; nothing was scanned
  3    the scan could not do its work: no credentials, nothing that could be
       read, an output that could not be written, or a rule that could have
       failed the gate is unknown
  130  interrupted; 143 by SIGTERM, 129 by SIGHUP

Try it without an AWS account: postern --demo`,
  );
  scanCommand(root, ends);
  rulesCommand(root, ends);
  explainCommand(root, ends);
  permissionsCommand(root, ends);
  try {
    requireCommand(root, words);
    await root.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellProblem(error, words);
    try {
      await print(process.stdout, said.out.join(''));
    } catch (unwritten) {
      return tellProblem(unwritten, words);
    }
    const told = await say(said.err.join(''), { free: true });
    if (!told) return EXIT.incomplete;
    return error.exitCode === 0 ? EXIT.clear : EXIT.usage;
  }
}

/** Tells of an error in one sentence, and the exit code that it ends with. */
export async function tellProblem(error: unknown, words: readonly string[]): Promise<ExitCode> {
  // What could not be written may stand in part where the sentence would.
  const free = !(error instanceof OutputError);
  const told = await say(problemText(error, words.includes('--debug')), { free });
  return told ? problemOf(error).exitCode : EXIT.incomplete;
}

/** A misspelt command would be taken for an argument of the default one. */
function requireCommand(root: Command, [first]: readonly string[]): void {
  if (first === undefined || first.startsWith('-')) return;
  const names = [...root.commands.map((command) => command.name()), 'help'];
  if (!names.includes(first))
    throw new UsageError(`There is no command "${first}". Commands are: ${names.join(', ')}.`);
}

type Ends = (code: ExitCode) => void;

function scanCommand(root: Command, ends: Ends): void {
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
    .option('--allow-incomplete', 'do not fail because something could not be looked at', false)
    .option('--include-passed', 'list passed verdicts in the JSON report', false)
    .addOption(
      new Option(
        '--plan',
        'print the calls that the scan would make, and make only those that say who and where we are',
      )
        .default(false)
        .conflicts(['output', 'record']),
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
    .option('--config <file>', 'configuration with options of rules (default: postern.json, if there is one)')
    .option('--concurrency <number>', 'calls to AWS in flight at any time', positive, 100)
    .option('--debug', 'print stack traces of errors', false)
    .action(async (options: ScanOptions) =>
      ends(
        options.plan
          ? await (await import('./plan.ts')).plan(options)
          : await (await import('./scan.ts')).scan(options),
      ),
    );
}

function rulesCommand(root: Command, ends: Ends): void {
  withRuleFilters(root.command('rules'))
    .description('list the rules')
    .option('--json', 'as JSON', false)
    .action(async (options: RulesOptions) => ends(await (await import('./rules.ts')).listRules(options)));
}

function explainCommand(root: Command, ends: Ends): void {
  root
    .command('explain')
    .description('explain a rule: what it means, what it reads, what to do')
    .argument('<rule>', 'id of a rule, such as iam/root-without-mfa')
    .action(async (id: string) => ends(await (await import('./explain.ts')).explain(id)));
}

function permissionsCommand(root: Command, ends: Ends): void {
  withRuleFilters(root.command('permissions'))
    .description('print the smallest IAM policy for the chosen rules')
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['json', 'terraform', 'cloudformation'])
        .default('json'),
    )
    .action(async (options: PermissionsOptions) =>
      ends(await (await import('./permissions.ts')).permissions(options)),
    );
}

function withRuleFilters(command: Command): Command {
  return command
    .option(
      '--rule <globs>',
      'only these rules: ids or globs such as "iam/*", comma lists, repeatable',
      list,
      [],
    )
    .option('--exclude-rule <globs>', 'not these rules', list, [])
    .option('--service <names>', 'only rules of these services, such as iam', list, []);
}

function severityOption(flags: string, description: string, more: readonly string[] = []): Option {
  const labels: readonly string[] = [...SEVERITY_LABELS, ...more];
  return new Option(flags, `${description} (${labels.join(', ').toLowerCase()})`).argParser(
    (text: string) => {
      const label = labels.find((known) => known === text.toUpperCase());
      if (label === undefined)
        throw new InvalidArgumentError(`Severities are: ${labels.join(', ').toLowerCase()}.`);
      return label;
    },
  );
}

function repeat(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function list(value: string, previous: readonly string[]): readonly string[] {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  // An empty variable of a script must not widen a scan to everything.
  if (items.length === 0) throw new InvalidArgumentError('It names nothing.');
  return [...previous, ...items];
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1000) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  }
  return number;
}

/** Commander says "error: …" with the words of the user in it, and may suggest on a second line. */
function oneSentence(text: string): string {
  const [, message = '', suggestion = ''] =
    /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\?\))?$/s.exec(text.trimEnd()) ?? [];
  return `postern: ${visible(message)}${suggestion && `\n${visible(suggestion.trimStart())}`}\nSee \`postern --help\`.\n`;
}
