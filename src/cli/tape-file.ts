import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Tape, TapeError } from '../aws/tape.ts';

/** The recorded sample account that ships with the package. */
export const DEMO_TAPE = fileURLToPath(new URL('./demo.tape', import.meta.url));

/** @throws TapeError when the file cannot be read or is no tape of ours. */
export async function readTape(path: string): Promise<Tape> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new TapeError(missing ? `there is no file ${path}` : `${path} cannot be read`, { cause });
  }
  return Tape.parse(text);
}
