import { type Cell, denialMatrix } from './denial-matrix.ts';
import { readTape, TAPES } from './tapes.ts';

/** `npm run denials`: one line a rule and action, what each recorded account says when that action is denied. */
const matrices = await Promise.all(Object.values(TAPES).map((path) => denialMatrix(readTape(path))));
const lines = new Map<string, Cell[]>();
for (const cell of matrices.flat()) {
  const key = `${cell.ruleId.padEnd(48)}  ${cell.action.padEnd(46)}`;
  lines.set(key, [...(lines.get(key) ?? []), cell]);
}
console.log(`${'rule'.padEnd(48)}  ${'denied action'.padEnd(46)}  ${Object.keys(TAPES).join(' | ')}`);
for (const [key, cells] of lines) console.log(`${key}  ${cells.map(({ result }) => result).join(' | ')}`);
const count = (...results: Cell['result'][]) =>
  [...lines.values()].filter((cells) => cells.some(({ result }) => results.includes(result))).length;
const unknown = count('unknown');
console.log(
  `\n${lines.size} rules and actions: ${unknown} unknown, ${count('unknown', 'judged without it') - unknown} judged without it in every account, ${lines.size - count('unknown', 'judged without it')} never asked, ${count('wrong')} wrong`,
);
for (const { ruleId, action, faults } of matrices.flat())
  for (const fault of faults) console.log(`WRONG ${ruleId} ${action}: ${fault}`);
process.exitCode = count('wrong') === 0 ? 0 : 1;
