import { createInterface } from 'node:readline/promises';
import type { Writable } from 'node:stream';
import type { Progress } from '../engine/run-scan.ts';

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

/** Writes all of a text and waits for it: also through a slow pipe. A reader that went away is no error. */
export async function print(stream: Writable, text: string | AsyncIterable<string>): Promise<void> {
  if (typeof text !== 'string') {
    for await (const piece of text) await print(stream, piece);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => {
      if (error && !('code' in error && error.code === 'EPIPE')) reject(error);
      else resolve();
    });
  });
}

/** Asks for the code of an MFA device on standard error, so that results stay alone on standard output. */
export async function askForMfaCode(serial: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // At a prompt the terminal hands over Ctrl-C as a key; it interrupts the scan here as anywhere.
  prompt.once('SIGINT', () => process.emit('SIGINT', 'SIGINT'));
  try {
    return (await prompt.question(`Code of the MFA device ${serial}: `)).trim();
  } finally {
    prompt.close();
  }
}

/**
 * Runs a task that tells how far it has come, on one line of standard error that is written over and over, and taken
 * away at the end. Where nobody watches there is none.
 */
export async function withProgress<T>(
  task: (onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  const rewrite = (text: string) => {
    if (terminal().watched) process.stderr.write(`\r\u001b[2K${text}`);
  };
  try {
    return await task((progress) => rewrite(inWords(progress)));
  } finally {
    rewrite('');
  }
}

function inWords(progress: Progress): string {
  return progress.step === 'connecting'
    ? 'Asking AWS who you are…'
    : `Scanning account ${progress.accountId}: ${progress.scopes} scopes done, ${progress.calls} calls`;
}
