import { exec } from 'node:child_process';
import { firstWords } from '../aws/first-words.ts';

/** Milliseconds that a credential_process may take. */
const LIMIT = 60_000;

/**
 * Runs the `credential_process` of a profile, within a limit of time: on its own the SDK waits for ever, and tells the
 * command line with all that stands in it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 * @param within milliseconds that it may take.
 * @returns what it wrote to standard output.
 * @throws an Error that says how it ended, with the first words of its standard error.
 */
export function runCredentialProcess(command: string, within: number = LIMIT): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = exec(
      command,
      { timeout: within, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(reason(error, stderr, within), { cause: error }));
      },
    );
    // One that asks a question would wait for an answer that nobody gives.
    child.stdin?.end();
  });
}

function reason(error: Error & { code?: unknown; killed?: boolean }, stderr: string, within: number): string {
  const said = firstWords(stderr);
  const also = said === '' ? '' : `: ${said}`;
  if (error.killed === true)
    return `the credential_process was still running after ${within / 1000} seconds, and was ended${also}`;
  return typeof error.code === 'number'
    ? `the credential_process ended with exit code ${error.code}${also}`
    : `the credential_process could not be run${also || `: ${firstWords(error.message)}`}`;
}
