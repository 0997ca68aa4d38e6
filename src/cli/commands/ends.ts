import type { ExitCode } from '../exit-code.ts';

/** Is told the exit code that a command ends with. */
export type Ends = (code: ExitCode) => void;
