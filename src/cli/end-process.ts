import { isatty } from 'node:tty';
import type { ExitCode } from './exit-code.ts';

/** The standard streams that were a terminal at the start. */
const terminals = [0, 1, 2].filter((fd) => isatty(fd));

/**
 * Ends the process at once. Where its terminal is gone, Node 20 aborts on the way out, because it cannot set the
 * terminal back: there SIGHUP itself ends it, which shells tell as exit code 129.
 * https://github.com/nodejs/node/pull/58200
 */
export function endProcess(exitCode: ExitCode): never {
  if (terminals.some((fd) => !isatty(fd))) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  }
  process.exit(exitCode);
}
