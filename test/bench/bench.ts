import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { calls } from './calls.ts';
import { escalation } from './escalation.ts';
import { eventPatterns } from './event-patterns.ts';
import { writeFormats } from './formats.ts';
import { LargeAccount } from './large-account.ts';
import { latency } from './latency.ts';
import type { Measure } from './measure.ts';
import { memory } from './memory.ts';
import { policy } from './policy.ts';
import { replayLarge } from './replay-large.ts';
import { size } from './size.ts';
import { start } from './start.ts';
import { table } from './table.ts';

/** `npm run bench`: what Postern must reach, as one table. Ends with 1 when a bound is missed. */
execFileSync(process.execPath, ['.scripts/bundle.js'], { stdio: 'inherit' });
const account = await LargeAccount.current();
const measures = [
  ...(await calls(account)),
  ...(await latency(account)),
  ...(await start()),
  ...size(),
  ...(await memory()),
  ...(await replayLarge()),
  ...(await policy()),
  ...(await eventPatterns()),
  ...(await escalation()),
  ...(await table()),
  ...(await writeFormats()),
];
console.log(
  `Node ${process.version}, ${availableParallelism()} processors, load average ${loadavg()[0]?.toFixed(1)}\n`,
);
print(measures);
process.exitCode = measures.some(({ met }) => met === false) ? 1 : 0;

function print(all: readonly Measure[]): void {
  const head = { measure: 'measure', bound: 'bound', figure: 'figure', result: '' };
  const rows = [head, ...all.map((row) => ({ ...row, result: result(row) }))];
  const widest = (column: keyof typeof head) => Math.max(...rows.map((row) => row[column].length));
  for (const { measure, bound, figure, result } of rows) {
    console.log(
      `${measure.padEnd(widest('measure'))}  ${bound.padEnd(widest('bound'))}  ${figure.padEnd(widest('figure'))}  ${result}`.trimEnd(),
    );
  }
}

function result({ met }: Measure): string {
  return met === undefined ? '' : met ? 'met' : 'MISSED';
}
