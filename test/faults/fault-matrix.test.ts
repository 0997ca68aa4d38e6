import { describe, expect, it } from 'vitest';
import { FAULTS, faultMatrix } from '../support/fault-matrix.ts';
import { readTape, TAPES } from '../support/tapes.ts';

/** A prime, so that the sample meets every fault, and each operation sooner or later as operations are added. */
const ONE_OF = 97;

/** `npm run faults` tries them all and prints a table. */
describe('a call that got no answer', async () => {
  const matrices = Object.values(TAPES).map((path) =>
    faultMatrix(readTape(path), (cell) => cell % ONE_OF === 0),
  );
  const cells = (await Promise.all(matrices)).flat();

  it.each(cells.map((cell) => [cell.operation, cell.fault, cell.seed, cell] as const))(
    '%s, %s, %s: nothing passes, fails or vanishes, but is unknown',
    (_operation, _fault, _seed, { faults }) => {
      expect(faults).toEqual([]);
    },
  );

  it('of every kind', () => {
    expect(new Set(cells.map(({ fault }) => fault))).toEqual(new Set(Object.keys(FAULTS)));
  });
});
