import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** The services that both tools are asked to judge, as both call them. */
export const SERVICES = ['iam', 'ec2', 's3', 'cloudtrail', 'guardduty'] as const;
export const REGION = 'us-east-1';

/** One thing that a tool said of one resource: by check or rule, Region and resource. */
export interface Line {
  readonly key: string;
  readonly status: 'fail' | 'pass' | 'unknown';
}

/** The check or rule of a line, and its Region. */
export function scopeOf(key: string): string {
  return key.split(' ', 2).join(' ');
}

/** What became of a run. */
export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  /** From start to exit. */
  readonly seconds: number;
}

export interface Scan extends Run {
  readonly lines: readonly Line[];
  /** Whether the tool says that it does not know: of that resource, or of all that the check looks at in the Region. */
  readonly unknown: (key: string) => boolean;
}

/** A tool that scans an endpoint. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** What it has besides what is measured, as it says itself. */
  readonly extent: Readonly<Record<string, string>>;
  /** @param folder an empty one, for what it writes */
  scan(services: readonly string[], environment: NodeJS.ProcessEnv, folder: string): Promise<Scan>;
}

/** Runs a program to its end, whatever its exit code. */
export function run(
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, words, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({ stdout, stderr, exitCode, seconds: (performance.now() - started) / 1000 }),
    );
  });
}
