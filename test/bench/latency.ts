import { setTimeout as pause } from 'node:timers/promises';
import { startStub } from '../support/stub.ts';
import type { Call } from '../support/wire.ts';
import type { LargeAccount } from './large-account.ts';
import { LONGEST_CHAIN } from './longest-chain.ts';
import { known, type Measure, median, repeat, under } from './measure.ts';
import { asking, node, postern } from './postern.ts';
import { Rounds } from './rounds.ts';

/** What a network adds to every answer, in milliseconds. */
const LATENCY = 50;
const RUNS = 9;
/** Scans until the SDK is loaded and its code and ours are compiled. */
const WARM_UPS = 5;
/** Calls in flight unless the user says otherwise, and so many that none waits for another. */
const CONCURRENCY = 100;
const UNLIMITED = 1000;
/** Every scan begins with it. */
const FIRST_CALL = 'GetCallerIdentity';

/** How long a scan takes, and its longest chain of dependent calls when nothing else is asked, in milliseconds. */
interface Took {
  readonly whole: number;
  readonly chain: number;
}

/**
 * How much longer a scan takes than the calls that have to wait for each other, when every answer takes its time. Scan
 * and chain are timed in turns, so that whatever else the machine does slows down both.
 */
export async function latency(account: LargeAccount): Promise<Measure[]> {
  const rounds = await roundsOf(account);
  await using stub = await startStub({ answers: account.answers(() => pause(LATENCY)) });
  const warm = (await scanAgain(WARM_UPS + RUNS, CONCURRENCY, stub.endpoint)).slice(WARM_UPS);
  const cold = await repeat(RUNS, async () => ({
    whole: await commandLine([], stub.endpoint),
    chain: await commandLine(['--rule', LONGEST_CHAIN.rule, '--region', LONGEST_CHAIN.region], stub.endpoint),
  }));
  const shortest = rounds.length * LATENCY;
  return [
    known(
      'longest chain of dependent calls, and how many calls could be made at each of its links',
      `${rounds.length} (${rounds.join(', ')})`,
    ),
    under(
      `scan with ${LATENCY} ms added to every answer against that chain alone, in a warm process, ${inMedian(warm)}`,
      3,
      ratio(warm),
      ' times',
    ),
    known(
      `  against ${rounds.length} times ${LATENCY} ms, as if neither Node nor the SDK took any time`,
      `${(median(warm.map(({ whole }) => whole)) / shortest).toFixed(2)} times`,
    ),
    known(
      `  from the start of the command line to its exit, ${inMedian(cold)}`,
      `${ratio(cold).toFixed(2)} times`,
    ),
  ];
}

function ratio(runs: readonly Took[]): number {
  return median(runs.map(({ whole }) => whole)) / median(runs.map(({ chain }) => chain));
}

function inMedian(runs: readonly Took[]): string {
  const [whole, chain] = [median(runs.map((took) => took.whole)), median(runs.map((took) => took.chain))];
  return `medians of ${RUNS} (${whole.toFixed(0)} and ${chain.toFixed(0)} ms)`;
}

/**
 * The calls in each round of a second scan: in the first, a call may wait for its SDK client and miss its round.
 * @throws when the chain that is timed is not the longest any more
 */
async function roundsOf(account: LargeAccount): Promise<readonly number[]> {
  const scans: Rounds[] = [];
  const hold = ({ operation }: Call) => {
    if (operation === FIRST_CALL) scans.push(new Rounds());
    return scans.at(-1)?.hold() ?? Promise.resolve();
  };
  await using stub = await startStub({ answers: account.answers(hold) });
  await scanAgain(2, UNLIMITED, stub.endpoint);
  const [whole, chain] = scans.slice(-2).map(({ sizes }) => sizes);
  if (whole === undefined || whole.length !== chain?.length)
    throw new Error(
      `a scan has ${whole?.length} dependent calls in a row, and ${LONGEST_CHAIN.rule} only ${chain?.length}: test/bench/longest-chain.ts names the longest`,
    );
  return whole;
}

async function scanAgain(times: number, concurrency: number, endpoint: string): Promise<Took[]> {
  const { stdout } = await node(
    ['.scripts/run.js', 'test/bench/scan-again.ts', `${times}`, `${concurrency}`],
    asking(endpoint),
  );
  return JSON.parse(stdout);
}

async function commandLine(words: readonly string[], endpoint: string): Promise<number> {
  return (await postern(['--fail-on', 'never', ...words], endpoint)).milliseconds;
}
