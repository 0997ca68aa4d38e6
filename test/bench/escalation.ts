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
  const runs = await repeat(RUNS, () => judgeOnce(500, 1000));
  const larger = await repeat(RUNS, () => judgeOnce(2000, 4000));
  const seconds = median(runs.map((run) => run.seconds));
  return [
    under(`iam/principal-can-escalate over 500 users and 1,000 roles, median of ${RUNS}`, 5, seconds, ' s'),
    under('  largest resident size of its process', 300, largest(runs), ' MB'),
    known('  users and roles judged, and those who can', told(runs)),
    under(
      `  times as long over 2,000 users and 4,000 roles, medians of ${RUNS}`,
      4.5,
      median(larger.map((run) => run.seconds)) / seconds,
    ),
    under('  largest resident size of its process', 500, largest(larger), ' MB'),
    known('  users and roles judged, and those who can', told(larger)),
  ];
}

const largest = (runs: readonly Run[]) => Math.max(...runs.map(({ megabytes }) => megabytes));
const told = ([run]: readonly Run[]) => (run ? `${run.judged}, ${run.failed}` : '');

async function judgeOnce(users: number, roles: number): Promise<Run> {
  const { stdout } = await node(['.scripts/run.js', 'test/bench/escalate-once.ts', `${users}`, `${roles}`]);
  return JSON.parse(stdout);
}
