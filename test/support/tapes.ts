import { readFileSync } from 'node:fs';
import { Tape } from '../../src/aws/tape.ts';

/** Recorded accounts that together give every rule a reason to make each of its calls. */
export const TAPES = {
  'sample account': 'src/cli/demo.tape',
  'delegated administrator': 'test/support/tapes/delegated-administrator.tape',
} as const;

export function readTape(path: string): Tape {
  return Tape.parse(readFileSync(path, 'utf8'));
}
