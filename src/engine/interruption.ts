import type { Failure } from './outcome.ts';

/** Why a rule that was still being judged has no verdict. */
export const INTERRUPTED: Failure = {
  status: 'unknown',
  kind: 'interrupted',
  reason: 'the scan was interrupted before this was judged',
};

/** What was awaited, or undefined as soon as somebody interrupts; what fails after that is of no interest. */
export async function unlessInterrupted<T>(
  awaited: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (signal === undefined) return await awaited;
  let tell = () => {};
  const interrupted = new Promise<undefined>((resolve) => {
    tell = () => resolve(undefined);
  });
  if (signal.aborted) tell();
  signal.addEventListener('abort', tell, { once: true });
  try {
    return await Promise.race([awaited, interrupted]);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener('abort', tell);
  }
}
