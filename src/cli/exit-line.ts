import { Chalk } from 'chalk';
import { visible } from '../report/content/escape.ts';
import { wrap } from '../report/content/fit.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/**
 * The last line that a scan says, on standard error: the gate's sentence, with the exit code. On a terminal it stands
 * under the last line of the table, and is wrapped as that is.
 * @param sentence begins with the one word for how it ended and a colon; the word is coloured.
 */
export function exitLine(sentence: string, exitCode: ExitCode, { notes }: Pick<Terminal, 'notes'>): string {
  const chalk = new Chalk({ level: notes.colour ? 1 : 0 });
  const painted = {
    [EXIT.clear]: chalk.black.bgGreen,
    [EXIT.findings]: chalk.bold.white.bgRed,
    [EXIT.usage]: chalk.bold,
    [EXIT.incomplete]: chalk.black.bgYellow,
    [EXIT.hungUp]: chalk.black.bgYellow,
    [EXIT.interrupted]: chalk.black.bgYellow,
    [EXIT.terminated]: chalk.black.bgYellow,
  }[exitCode];
  const line = sentence.replace(':', ` (exit code ${exitCode}):`);
  const lines = notes.width === undefined ? [visible(line)] : wrap(line, notes.width);
  return `${lines.join('\n').replace(/^\w+/, (word) => painted(word))}\n`;
}
