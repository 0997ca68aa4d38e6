import { known, type Measure, median, repeat, under } from './measure.ts';
import { node } from './postern.ts';

const RUNS = 5;

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
  readonly judged: number;
  readonly failed: number;
}

/** How long it takes to find who can get administrator access, parsing of all policies included. */
export async function escalation(): Promise<Measure[]> {
  const runs = await repeat(RUNS, judgeOnce);
  const [{ judged, failed }] = [runs[0] ?? { judged: 0, failed: 0 }];
  return [
    under(
      `iam/principal-can-escalate over 500 users and 1,000 roles, median of ${RUNS}`,
      5,
      median(runs.map(({ seconds }) => seconds)),
      ' s',
    ),
    under(
      '  largest resident size of its process',
      300,
      Math.max(...runs.map(({ megabytes }) => megabytes)),
      ' MB',
    ),
    known('  users and roles judged, and those who can', `${judged}, ${failed}`),
  ];
}

async function judgeOnce(): Promise<Run> {
  const { stdout } = await node(['.scripts/run.js', 'test/bench/escalate-once.ts']);
  return JSON.parse(stdout);
}
