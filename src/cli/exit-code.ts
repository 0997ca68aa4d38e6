/** What the exit code tells a CI gate. */
export const EXIT = {
  /** Scanned, nothing at or above the threshold. */
  clear: 0,
  /** Findings at or above the threshold. */
  findings: 1,
  /** Usage or configuration error; nothing was scanned. */
  usage: 2,
  /** The scan could not do its work: it could read nothing, or not what could have failed the gate, or not say what came of it. */
  incomplete: 3,
  /** Ended by SIGHUP, SIGINT or SIGTERM: 128 and the number of the signal, as shells have it. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
