/** Characters of a piece, about: what a system call costs is then nothing beside what it writes. */
const SIZE = 1 << 16;

/** The same text in fewer pieces. */
export async function* largePieces(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let gathered = '';
  for await (const piece of pieces) {
    gathered += piece;
    if (gathered.length < SIZE) continue;
    yield gathered;
    gathered = '';
  }
  if (gathered !== '') yield gathered;
}
