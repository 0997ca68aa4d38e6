import { parseArgs } from 'node:util';
import { FAULTS, type FaultCell, faultMatrix } from './fault-matrix.ts';
import { readTape, TAPES } from './tapes.ts';

/**
 * `npm run faults`: what became of the scans of the recorded accounts, fault by fault. All cells take half an hour;
 * `npm run faults -- --one-of 7` tries every seventh, and `--from 3` begins with another of the seven. A number that
 * shares no factor with 80, which an operation has of faults and seeds, meets every fault.
 */
const { values } = parseArgs({
  options: { 'one-of': { type: 'string', default: '1' }, from: { type: 'string', default: '0' } },
});
const oneOf = Number(values['one-of']);
const from = Number(values.from) % oneOf;
if (!(Number.isInteger(oneOf) && oneOf > 0 && Number.isInteger(from) && from >= 0))
  throw new RangeError('--one-of takes a whole number from 1, --from one from 0');
const started = performance.now();
const cells: FaultCell[] = [];
for (const path of Object.values(TAPES))
  cells.push(...(await faultMatrix(readTape(path), (cell) => cell % oneOf === from)));

const RESULTS = ['unknown', 'as before', 'not asked', 'wrong'] as const;
const row = (name: string, values: readonly (string | number)[]) =>
  console.log(`${name.padEnd(32)}${values.map((value) => String(value).padStart(12)).join('')}`);
const count = (some: readonly FaultCell[], result: FaultCell['result']) =>
  some.filter((cell) => cell.result === result).length;

row('fault', ['cells', ...RESULTS]);
for (const fault of Object.keys(FAULTS)) {
  const its = cells.filter((cell) => cell.fault === fault);
  row(fault, [its.length, ...RESULTS.map((result) => count(its, result))]);
}
row('all', [cells.length, ...RESULTS.map((result) => count(cells, result))]);
const operations = new Set(cells.map(({ operation }) => operation)).size;
console.log(`\n${operations} operations, ${Math.round((performance.now() - started) / 1000)} seconds`);
for (const { fault, operation, seed, faults } of cells)
  for (const told of faults) console.log(`WRONG ${operation}, ${fault}, ${seed}: ${told}`);
process.exitCode = count(cells, 'wrong') === 0 ? 0 : 1;
