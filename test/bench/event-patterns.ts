import { filterCoverage, WATCHED_CHANGES } from '../../src/event-patterns/index.ts';
import { LONGEST_PATTERNS } from '../event-patterns/longest-patterns.fixture.ts';
import { type Measure, median, repeat, under } from './measure.ts';

const RUNS = 9;

/** How long the filter pattern takes that takes longest, of those as long and as deep as they may be. */
export async function eventPatterns(): Promise<Measure[]> {
  const change = { events: WATCHED_CHANGES['kms-key-removal'].events.slice(0, 1) };
  const longest: number[] = [];
  for (const [, pattern] of LONGEST_PATTERNS)
    longest.push(
      median(
        await repeat(RUNS, async () => {
          const { user: before } = process.cpuUsage();
          filterCoverage(pattern, change);
          return (process.cpuUsage().user - before) / 1000;
        }),
      ),
    );
  return [
    under(
      `the slowest of ${longest.length} filter patterns of up to 1,024 characters, against one event, time of the processor, median of ${RUNS}`,
      50,
      Math.max(...longest),
      ' ms',
    ),
  ];
}
