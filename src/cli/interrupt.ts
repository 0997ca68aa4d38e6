import { EXIT } from './exit-code.ts';

/** Runs a task that Ctrl-C interrupts through the signal; a second Ctrl-C ends the process at once. */
export async function interruptible<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupt = new AbortController();
  const onInterrupt = () => (interrupt.signal.aborted ? process.exit(EXIT.interrupted) : interrupt.abort());
  process.on('SIGINT', onInterrupt);
  try {
    return await task(interrupt.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}
