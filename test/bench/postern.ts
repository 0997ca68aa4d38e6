import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

export interface Ran {
  readonly stdout: string;
  /** From start to exit. */
  readonly milliseconds: number;
}

/** Runs Node and waits for its end. @throws with what it said when it ends with anything but 0 */
export function node(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, words, {
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
    child.on('close', (code) => {
      if (code === 0) resolve({ stdout, milliseconds: performance.now() - started });
      else reject(new Error(`node ${words.join(' ')} ended with ${code}\n${stderr}`));
    });
  });
}

/** The environment of a child that asks an endpoint of ours. */
export function asking(endpoint: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  };
}

/** Runs the built command line against an endpoint. */
export function postern(words: readonly string[], endpoint: string): Promise<Ran> {
  return node(['bin/postern.js', ...words], asking(endpoint));
}
