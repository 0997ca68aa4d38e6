import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BIN = resolve('bin/postern.js');
/** Where the commands are run: beside the reports that some of them read. */
const FOLDER = resolve('test/support/readme');

/** The README with what its `console` blocks really print. */
export async function withRealOutputs(readme: string): Promise<string> {
  const blocks = [...readme.matchAll(/```console\n\$ (.*)\n[\s\S]*?```/g)];
  const outputs = await Promise.all(blocks.map(async ([, command = '']) => outputOf(command)));
  return blocks.reduce(
    (text, [block, command], index) =>
      text.replace(block, () => `\`\`\`console\n$ ${command}\n${withoutTimes(outputs[index] ?? '')}\`\`\``),
    readme,
  );
}

/** The seconds that a scan took are nobody's promise. */
function withoutTimes(text: string): string {
  return text.replace(/^(Took +)[\d.]+ s/m, '$10.5 s').replace(/[ \t]+$/gm, '');
}

async function outputOf(command: string): Promise<string> {
  const [name, ...words] = wordsOf(command);
  if (name !== 'postern') throw new Error(`the README shows the output of ${name}; only postern is run`);
  const environment = { PATH: process.env.PATH ?? '', NO_COLOR: '1' };
  try {
    return (await run(process.execPath, [BIN, ...words], { env: environment, cwd: FOLDER })).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)
      return String(error.stdout);
    throw error;
  }
}

/** The words of a command; single quotes keep spaces and stars. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
