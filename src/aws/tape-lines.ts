import { fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** One line of a tape. */
export interface TapeText {
  readonly text: string;
  /** False for the last one of a tape whose end is missing. */
  readonly ended: boolean;
  /** The text once more, for who has let it go: from the file, where there is one. */
  readonly again: () => string;
}

/** Bytes that are read at once. */
const PIECE = 1 << 20;
const NEWLINE = 10;

/** The lines of a text that is at hand. */
export function* linesOfText(text: string): Iterable<TapeText> {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  for (const line of lines) yield { text: line, ended: true, again: () => line };
  if (rest !== '') yield { text: rest, ended: false, again: () => rest };
}

/**
 * The lines of a file, of which no more than one is held. The file stays open until the process ends, so that it may be
 * moved or replaced while its lines are asked for again; a pipe is read whole, since it can be read only once.
 * @throws what the file system says of a file that cannot be read
 */
export function* linesOfFile(path: string): Iterable<TapeText> {
  const file = openSync(path, 'r');
  if (!fstatSync(file).isFile()) {
    yield* linesOfText(readFileSync(file, 'utf8'));
    return;
  }
  let begin = 0;
  let pending: Buffer[] = [];
  const line = (last: Buffer, ended: boolean): TapeText => {
    const bytes = Buffer.concat([...pending, last]);
    const [start, length] = [begin, bytes.length];
    pending = [];
    begin += length + 1;
    return { text: bytes.toString('utf8'), ended, again: () => textAt(file, start, length) };
  };
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const size = readSync(file, piece, 0, PIECE, null);
    if (size === 0) break;
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0 && end < size; end = piece.indexOf(NEWLINE, from)) {
      yield line(piece.subarray(from, end), true);
      from = end + 1;
    }
    pending.push(piece.subarray(from, size));
  }
  const rest = line(Buffer.alloc(0), false);
  if (rest.text !== '') yield rest;
}

function textAt(file: number, start: number, length: number): string {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const size = readSync(file, bytes, done, length - done, start + done);
    if (size === 0) throw new Error('the tape became shorter while it was replayed');
    done += size;
  }
  return bytes.toString('utf8');
}
