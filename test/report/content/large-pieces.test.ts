import { expect, it } from 'vitest';
import { largePieces } from '../../../src/report/content/large-pieces.ts';

const piecesOf = async (pieces: Iterable<string>) => {
  const gathered: string[] = [];
  for await (const piece of largePieces(pieces)) gathered.push(piece);
  return gathered;
};

it('gathers what is small, and leaves out and adds nothing', async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index} of ten thousand\n`);
  const pieces = await piecesOf(lines);
  expect(pieces.join('')).toBe(lines.join(''));
  expect(pieces).toHaveLength(4);
  expect(await piecesOf(['x'.repeat(200_000), 'y'])).toHaveLength(2);
  expect(await piecesOf([])).toEqual([]);
});
