import { endProcess } from './end-process.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/** What interrupts, and the exit code that tells of it. */
const EXIT_OF = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;

/**
 * Milliseconds in which the same signal again is the same press of Ctrl-C: the terminal sends one to every process, and
 * npx passes on the one that it got. https://github.com/npm/run-script/blob/main/lib/signal-manager.js
 */
const SAME_PRESS = 200;

/** What a task knows of its interruption. */
export interface Interrupt {
  /** Aborted when somebody interrupts. */
  readonly signal: AbortSignal;
  /** The exit code that tells of it; undefined as long as nobody interrupts. */
  readonly exitCode: () => ExitCode | undefined;
}

/**
 * Runs a task that SIGINT, SIGTERM and SIGHUP interrupt; a second signal ends the process at once. Whenever the first one
 * comes, the task comes to its end, and its exit code is that of the signal.
 */
export async function interruptible(task: (interrupt: Interrupt) => Promise<ExitCode>): Promise<ExitCode> {
  const interrupt = new AbortController();
  let first: { readonly name: keyof typeof EXIT_OF; readonly at: number } | undefined;
  const onSignal = (name: keyof typeof EXIT_OF) => {
    if (first === undefined) {
      first = { name, at: performance.now() };
      interrupt.abort();
    } else if (first.name !== name || performance.now() - first.at > SAME_PRESS) {
      endProcess(EXIT_OF[name]);
    }
  };
  const exitCode = () => (first === undefined ? undefined : EXIT_OF[first.name]);
  const listeners = [
    ['SIGINT', () => onSignal('SIGINT')],
    ['SIGTERM', () => onSignal('SIGTERM')],
    ['SIGHUP', () => onSignal('SIGHUP')],
  ] as const;
  for (const [name, listener] of listeners) process.on(name, listener);
  try {
    const ended = await task({ signal: interrupt.signal, exitCode });
    return exitCode() ?? ended;
  } finally {
    for (const [name, listener] of listeners) process.off(name, listener);
  }
}
