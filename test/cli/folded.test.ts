import { describe, expect, it } from 'vitest';
import { folded } from '../../src/cli/folded.ts';

const rows = [
  { line: 'HIGH    a/open', last: 'Door is open' },
  { line: 'MEDIUM  b/ajar', last: 'Window is ajar at night' },
];
const lines = ['HIGH    a/open  Door is open', 'MEDIUM  b/ajar  Window is ajar at night'];

describe('a list', () => {
  it('has a line a row where the terminal is wide enough', () => {
    expect(folded(rows, { shown: true, width: 39 })).toEqual(lines);
  });

  it('has the last texts beneath where it is not', () => {
    expect(folded(rows, { shown: true, width: 20 })).toEqual([
      'HIGH    a/open',
      '  Door is open',
      'MEDIUM  b/ajar',
      '  Window is ajar at',
      '  night',
    ]);
  });

  it('has a line a row in a pipe, whatever its length', () => {
    expect(folded(rows, { shown: false, width: 20 })).toEqual(lines);
  });
});
