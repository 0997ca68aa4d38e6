import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  interrupt(): void;
  /** Reads the first of standard output and no further, as `head` does when it has enough. */
  stopReadingAtFirst(): void;
}

export type Environment = Readonly<Record<string, string>>;

/** A folder that is gone when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const emptyHome = temporaryFolder();

/** An environment that has nothing of this machine's: no AWS setting, no profile, no instance role. */
export const cleanEnvironment: Environment = { HOME: emptyHome, AWS_EC2_METADATA_DISABLED: 'true' };

/** The words that start the built command line, for those who start it in their own way. */
export const commandLine = (args: readonly string[]): readonly string[] => [process.execPath, BIN, ...args];

/** Starts the built command line without a terminal; `npm run build` makes it. */
export function startPostern(args: readonly string[], environment: Environment = {}): RunningPostern {
  const [node = '', ...words] = commandLine(args);
  const child = spawn(node, words, {
    env: { ...cleanEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    done: new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
    }),
    interrupt: () => child.kill('SIGINT'),
    stopReadingAtFirst: () => {
      child.stdout.once('data', () => child.stdout.destroy());
    },
  };
}

/** Runs the built command line without a terminal, to its end. */
export function postern(args: readonly string[], environment: Environment = {}): Promise<Run> {
  return startPostern(args, environment).done;
}

/** @throws unless the text is a report, the whole report, and nothing but the report. */
export function reportOf(json: string): Report {
  return reportSchema.parse(JSON.parse(json));
}
