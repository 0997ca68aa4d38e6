import { formats } from '../../src/report/format.ts';
import { known, type Measure, median, repeat, under } from './measure.ts';
import { node } from './postern.ts';

const FINDINGS = 100_000;
/** What a person opens in a browser is for fewer. */
const FEWER: Readonly<Record<string, number>> = { html: 20_000 };
const RUNS = 5;

/** What writing one report took. */
export interface FormatUsage {
  /** From the spool in which findings wait to the written file. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The largest resident size of the process. */
  readonly megabytes: number;
  /** Size of the file. */
  readonly written: number;
}

/** How long a large report takes to be written, and how much memory, in every format that there is. */
export async function writeFormats(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const { name } of formats) {
    const findings = FEWER[name] ?? FINDINGS;
    const runs = await repeat(RUNS, () => usageOf(name, findings));
    const of = (figure: (run: FormatUsage) => number) => median(runs.map(figure));
    measures.push(
      under(
        `${findings.toLocaleString('en-US')} findings written as ${name}, median of ${RUNS}`,
        5,
        of(({ seconds }) => seconds),
        ' s',
      ),
      under(
        '  largest resident size',
        600,
        of(({ megabytes }) => megabytes),
        ' MB',
      ),
      known(
        '  time of the processors, and size of the file',
        `${of(({ cpuSeconds }) => cpuSeconds).toPrecision(3)} s, ${of(({ written }) => written).toFixed(1)} MB`,
      ),
    );
  }
  return measures;
}

async function usageOf(format: string, findings: number): Promise<FormatUsage> {
  const { stdout } = await node(['.scripts/run.js', 'test/bench/write-format.ts', format, `${findings}`]);
  return JSON.parse(stdout);
}
