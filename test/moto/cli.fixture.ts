import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';

const BIN = fileURLToPath(new URL('../../bin/postern.js', import.meta.url));

/** What a run of the command line left behind. */
export interface Run {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningPostern {
  readonly done: Promise<Run>;
  /** @param signal default: the one that Ctrl-C sends */
  interrupt(signal?: NodeJS.Signals): void;
  /** Reads the first of standard output and no further, as `head` does when it has enough. */
  stopReadingAtFirst(): void;
  /** Reads nothing of standard output, as a pager that nobody pages, until it is read again. */
  pauseReading(): void;
  readAgain(): void;
}

export type Environment = Readonly<Record<string, string>>;

const folders: string[] = [];

/** A folder that is gone when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  if (folders.length === 0)
    process.once('exit', () => {
      for (const each of folders) rmSync(each, { recursive: true, force: true });
    });
  folders.push(folder);
  return folder;
}

const emptyHome = temporaryFolder();

/** An environment that has nothing of this machine's: no AWS setting, no profile, no instance role. */
export const cleanEnvironment: Environment = { HOME: emptyHome, AWS_EC2_METADATA_DISABLED: 'true' };

/** The words that start the built command line, for those who start it in their own way. */
export const commandLine = (args: readonly string[]): readonly string[] => [process.execPath, BIN, ...args];

/**
 * Runs the built command line through a shell, to its end, with what the shell does around it.
 * @param around has "$@" in the place of the command line, such as '"$@" >/dev/full'
 */
export function posternInShell(
  around: string,
  args: readonly string[],
  cwd?: string,
  environment: Environment = {},
): Promise<Run> {
  return ended(
    spawn('sh', ['-c', around, 'sh', ...commandLine(args)], {
      cwd,
      env: { ...cleanEnvironment, PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** Starts the built command line without a terminal; `npm run build` makes it. */
export function startPostern(args: readonly string[], environment: Environment = {}): RunningPostern {
  const [node = '', ...words] = commandLine(args);
  const child = spawn(node, words, {
    env: { ...cleanEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    done: ended(child),
    interrupt: (signal = 'SIGINT') => child.kill(signal),
    stopReadingAtFirst: () => {
      child.stdout.once('data', () => child.stdout.destroy());
    },
    pauseReading: () => child.stdout.pause(),
    readAgain: () => child.stdout.resume(),
  };
}

function ended(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Run> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs the built command line without a terminal, to its end. */
export function postern(args: readonly string[], environment: Environment = {}): Promise<Run> {
  return startPostern(args, environment).done;
}

/** @throws unless the text is a report, the whole report, and nothing but the report. */
export function reportOf(json: string): Report {
  return reportSchema.parse(JSON.parse(json));
}
