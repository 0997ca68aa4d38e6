import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { known, type Measure, median, repeat, under } from './measure.ts';
import { node } from './postern.ts';
import { ROLES, SECURITY_GROUPS, USERS, writeReplayedAccount } from './replayed-account.ts';

const RUNS = 5;

interface Usage {
  readonly megabytes: number;
  /** Of the processors, in user mode: what a machine that does other things does not change. */
  readonly cpuSeconds: number;
}

/** How much memory and time the whole of a large account takes, from the tape to the written report. */
export async function replayLarge(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'));
  try {
    const tape = join(folder, 'large.tape');
    await writeReplayedAccount(tape);
    const runs = await repeat(RUNS, () => replay(tape, folder));
    const of = (figure: (run: (typeof runs)[number]) => number) => median(runs.map(figure));
    const account = `${inWords(ROLES)} roles, ${inWords(USERS)} users, ${inWords(SECURITY_GROUPS)} security groups in 17 Regions, replayed`;
    return [
      under(
        `largest resident size: ${account}, median of ${RUNS}`,
        400,
        of(({ megabytes }) => megabytes),
        ' MB',
      ),
      under(
        '  from start to exit',
        15,
        of(({ milliseconds }) => milliseconds / 1000),
        ' s',
      ),
      known('  time of the processors', `${of(({ cpuSeconds }) => cpuSeconds).toPrecision(3)} s`),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function replay(tape: string, folder: string): Promise<Usage & { milliseconds: number }> {
  const usage = join(folder, 'usage.json');
  const report = join(folder, 'report.json');
  const words = ['--replay', tape, '--fail-on', 'never', '--output', report];
  const { milliseconds } = await node(['--import', tellUsage, 'bin/postern.js', ...words], {
    POSTERN_BENCH_USAGE: usage,
  });
  const { unknowns } = JSON.parse(await readFile(report, 'utf8'));
  if (unknowns.length > 0)
    throw new Error(`the tape does not answer everything: ${JSON.stringify(unknowns[0])}`);
  return { milliseconds, ...JSON.parse(await readFile(usage, 'utf8')) };
}

/** A module that writes down, as the process ends, what it took: the same as /usr/bin/time, but on every platform. */
const tellUsage = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  process.on('exit', () => {
    const { maxRSS, userCPUTime } = process.resourceUsage();
    const usage = { megabytes: maxRSS / 1024, cpuSeconds: userCPUTime / 1e6 };
    writeFileSync(process.env.POSTERN_BENCH_USAGE, JSON.stringify(usage));
  });
`)}`;

function inWords(figure: number): string {
  return figure.toLocaleString('en-US');
}
