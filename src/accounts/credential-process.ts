import { exec } from 'node:child_process';
import { firstWords } from '../aws/first-words.ts';

/** Milliseconds that a credential_process may take. */
export const PROCESS_LIMIT = 60_000;

type Done = (error: Error | null, output: { readonly stdout: string }) => void;

/**
 * Lets the SDK run every `credential_process`, wherever in a chain of profiles, with a limit of time and an error that
 * holds what the process said: on its own it waits for ever, and tells the command line with all that stands in it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function limitCredentialProcesses(within: number): Promise<void> {
  const { externalDataInterceptor } = await import('@smithy/core/config');
  externalDataInterceptor.interceptToken('exec', (command: string, done: Done) => {
    const child = exec(
      command,
      { timeout: within, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout, stderr) => {
        if (error === null) done(null, { stdout });
        else done(new Error(reason(error, stderr, within), { cause: error }), { stdout: '' });
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
