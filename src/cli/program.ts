import { Command, CommanderError, Help, type Option } from 'commander';
import { version } from '../aws/version.ts';
import { visible } from '../report/content/escape.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { frameworksCommand } from './commands/frameworks.ts';
import { initCommand } from './commands/init.ts';
import { mcpCommand } from './commands/mcp.ts';
import { newRuleCommand } from './commands/new-rule.ts';
import { refuseEmptyValues } from './commands/options.ts';
import { permissionsCommand } from './commands/permissions.ts';
import { rulesCommand } from './commands/rules.ts';
import { scanCommand } from './commands/scan.ts';
import { testCommand } from './commands/test.ts';
import { trendCommand } from './commands/trend.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { OutputError, problemOf, problemText, UsageError } from './problem.ts';
import { print, say } from './terminal.ts';

/** Every command, in the order of the help. */
const COMMANDS = [
  scanCommand,
  rulesCommand,
  frameworksCommand,
  explainCommand,
  permissionsCommand,
  initCommand,
  diffCommand,
  trendCommand,
  newRuleCommand,
  testCommand,
  mcpCommand,
];

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
    .configureHelp({ optionDescription: describe })
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
  for (const command of COMMANDS) command(root, ends);
  for (const command of root.commands) refuseEmptyValues(command);
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

/** What the help says of an option, without a default that is nothing. */
function describe(option: Option): string {
  return new Help().optionDescription(option).replace(/ \(default: (\[\]|false)\)$/, '');
}

/** A misspelt command would be taken for an argument of the default one. */
function requireCommand(root: Command, [first]: readonly string[]): void {
  if (first === undefined || first.startsWith('-')) return;
  const names = [...root.commands.map((command) => command.name()), 'help'];
  if (!names.includes(first))
    throw new UsageError(`There is no command "${first}". Commands are: ${names.join(', ')}.`);
}

/** Commander says "error: …" with the words of the user in it, and may suggest on a second line. */
function oneSentence(text: string): string {
  const [, message = '', suggestion = ''] =
    /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\?\))?$/s.exec(text.trimEnd()) ?? [];
  return `postern: ${visible(message)}${suggestion && `\n${visible(suggestion.trimStart())}`}\nSee \`postern --help\`.\n`;
}
