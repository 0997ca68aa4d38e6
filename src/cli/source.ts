import { fileURLToPath } from 'node:url';
import { Tape, TapeError } from '../aws/tape.ts';
import type { Source } from '../aws/transport.ts';

export interface SourceOptions {
  readonly record?: string;
  readonly replay?: string;
  readonly demo: boolean;
}

/** The recorded sample account that ships with the package. */
const DEMO_TAPE = fileURLToPath(new URL('./demo.tape', import.meta.url));

/**
 * Where the user wants the answers of a scan from.
 * @throws TapeError when a tape cannot be read or is none of ours.
 */
export async function sourceOf({ record, replay, demo }: SourceOptions): Promise<Source> {
  if (demo) return { kind: 'replay', tape: readTape(DEMO_TAPE) };
  if (replay !== undefined) return { kind: 'replay', tape: readTape(replay) };
  if (record === undefined) return { kind: 'aws' };
  return {
    kind: 'record',
    tape: new Tape({ recordedAt: new Date().toISOString(), startRegion: '', regions: [] }),
  };
}

/** The moment that ages are judged by: that of the recording, where there is one. */
export function momentOf(source: Source): Date {
  return source.kind === 'aws' ? new Date() : new Date(source.tape.setting.recordedAt);
}

function readTape(path: string): Tape {
  try {
    return Tape.open(path);
  } catch (cause) {
    if (cause instanceof TapeError) throw cause;
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new TapeError(missing ? `there is no file ${path}` : `${path} cannot be read`, { cause });
  }
}
