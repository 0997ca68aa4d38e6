import { SHEET, tableFor } from '../../src/report/table/table.ts';
import { accountWith } from '../report/table/reports.fixture.ts';
import { known, type Measure, median, repeat, under } from './measure.ts';

const FINDINGS = 100_000;
const RUNS = 5;

/** How long the terminal waits for the table after the scan. */
export async function table(): Promise<Measure[]> {
  const report = accountWith(FINDINGS);
  const secondsOf = async (details: boolean) => {
    const [, ...seconds] = await repeat(RUNS + 1, async () => {
      const started = performance.now();
      tableFor({ ...SHEET, width: 100, colour: true, links: true, details })(report);
      return (performance.now() - started) / 1000;
    });
    return median(seconds);
  };
  return [
    under(
      `table of ${FINDINGS.toLocaleString('en-US')} findings, median of ${RUNS}`,
      1,
      await secondsOf(false),
      ' s',
    ),
    known('the same with --details', `${(await secondsOf(true)).toPrecision(3)} s`),
  ];
}
