import { known, type Measure } from './measure.ts';
import { node } from './postern.ts';

const MEGABYTE = 1024 * 1024;
const FEW = 20;
const MANY = 200;

interface Held {
  readonly rss: number;
  readonly heapUsed: number;
  /** Characters of an account's report as JSON, on average. */
  readonly reported: number;
}

/** Whether an account leaves anything behind but what the report says of it. */
export async function memory(): Promise<Measure[]> {
  const [few, many] = await Promise.all([heldAfter(FEW), heldAfter(MANY)]);
  const ratio = many.rss / few.rss;
  return [
    {
      measure: `resident size after a replay of ${MANY} accounts against ${FEW} (${megabytes(many.rss)} and ${megabytes(few.rss)}), collected`,
      bound: '0.8 to 1.2 times',
      figure: `${ratio.toFixed(2)} times`,
      met: ratio > 0.8 && ratio < 1.2,
    },
    known('  live objects, the same way', `${megabytes(many.heapUsed)} and ${megabytes(few.heapUsed)}`),
    known(
      '  what a report of them all would keep of each account, as JSON',
      `${(few.reported / 1024).toFixed(0)} KB`,
    ),
  ];
}

async function heldAfter(accounts: number): Promise<Held> {
  const { stdout } = await node([
    '--expose-gc',
    '.scripts/run.js',
    'test/bench/replay-accounts.ts',
    `${accounts}`,
  ]);
  return JSON.parse(stdout);
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(0)} MB`;
}
