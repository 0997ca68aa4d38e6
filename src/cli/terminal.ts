import { fstatSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { visible } from '../report/content/escape.ts';
import { because, identityOfFile, piecesOf, type Text } from './output-file.ts';
import { OutputError } from './problem.ts';

/** Standard output or standard error. */
export type StandardStream = NodeJS.WriteStream & { readonly fd: 1 | 2 };

/** What is known of the terminal, or that there is none. */
export interface Terminal {
  /** Standard output is one. */
  readonly shown: boolean;
  /** Columns of standard output; 80 where it is no terminal, or one that does not tell. */
  readonly width: number;
  /** Colour on standard output: a terminal that did not ask for none. https://no-color.org */
  readonly colour: boolean;
  /** Standard error: its columns where it is a terminal, and colour, likewise. */
  readonly notes: { readonly width: number | undefined; readonly colour: boolean };
  /** Someone watches standard error. */
  readonly watched: boolean;
  /** Someone can be asked. */
  readonly interactive: boolean;
}

export function terminal(): Terminal {
  const { stdout, stderr, stdin, env } = process;
  const wanted = !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    shown: stdout.isTTY,
    width: (stdout.isTTY && stdout.columns) || 80,
    colour: stdout.isTTY && wanted,
    notes: { width: (stderr.isTTY && stderr.columns) || undefined, colour: stderr.isTTY && wanted },
    watched: stderr.isTTY && env.TERM !== 'dumb',
    interactive: stdin.isTTY && stderr.isTTY,
  };
}

/** Whether the terminal of standard output shows hyperlinks; FORCE_HYPERLINK=1 says so for one that is not known. */
export async function showsLinks(): Promise<boolean> {
  if (!process.stdout.isTTY || process.env.TERM === 'dumb') return false;
  return (await import('supports-hyperlinks')).default.stdout;
}

/**
 * Writes all of a text and waits for it: also through a slow pipe. A reader that went away is no error.
 * @throws OutputError that says what stood in the way.
 */
export async function print(stream: StandardStream, text: Text): Promise<void> {
  try {
    for await (const piece of piecesOf(text)) await write(stream, piece);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'EPIPE' || cause.code === 'ECONNRESET'))
      return;
    const name = stream.fd === 1 ? 'Standard output' : 'Standard error';
    throw new OutputError(`${name} could not be written: ${because(cause)}.`, { cause });
  }
}

async function write(stream: StandardStream, text: string): Promise<void> {
  if (isFile(stream)) {
    // Node's stream of a file takes a write that a full disk cut short for a whole one.
    writeFileSync(stream.fd, Buffer.from(text));
    return;
  }
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A file or a device, and neither a terminal nor a pipe. */
function isFile(stream: StandardStream): boolean {
  const stats = fstatSync(stream.fd);
  return stats.isFile() || (stats.isCharacterDevice() && !stream.isTTY);
}

/** What tells the file or pipe that a stream goes to apart from others; undefined for a terminal or a device. */
export function identityOfStream({ fd }: StandardStream): string | undefined {
  return identityOfFile(fstatSync(fd));
}

/**
 * Says something on standard error. Where that cannot be written it is said on standard output, unless something stands
 * there that programs read.
 * @returns whether standard error took it.
 */
export async function say(text: string, { free }: { readonly free: boolean }): Promise<boolean> {
  try {
    await print(process.stderr, text);
    return true;
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    if (free) await print(process.stdout, text).catch(() => {});
    return false;
  }
}

/** Asks for the code of an MFA device on standard error, so that results stay alone on standard output. */
export async function askForMfaCode(serial: string, signal: AbortSignal): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // At a prompt the terminal hands over Ctrl-C as a key; it interrupts the scan here as anywhere.
  prompt.once('SIGINT', () => process.emit('SIGINT', 'SIGINT'));
  try {
    return (await prompt.question(`Code of the MFA device ${visible(serial)}: `, { signal })).trim();
  } catch (error) {
    // What is said next does not belong behind the question.
    process.stderr.write('\n');
    throw error;
  } finally {
    prompt.close();
  }
}
