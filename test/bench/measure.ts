/** One line of the benchmark. */
export interface Measure {
  /** What was measured, and how: a count, a median, a ratio of medians. */
  readonly measure: string;
  /** What it must reach; empty where the figure is only to be known. */
  readonly bound: string;
  readonly figure: string;
  /** Undefined without a bound. */
  readonly met: boolean | undefined;
}

/** A figure that must stay under a bound. */
export function under(measure: string, bound: number, figure: number, unit = ''): Measure {
  return {
    measure,
    bound: `< ${inWords(bound)}${unit}`,
    figure: `${inWords(figure)}${unit}`,
    met: figure < bound,
  };
}

/** A figure that explains others. */
export function known(measure: string, figure: string): Measure {
  return { measure, bound: '', figure, met: undefined };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('there is no median of nothing');
  return (low + high) / 2;
}

/** One after the other, so that they do not slow each other down. */
export async function repeat<T>(times: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let time = 0; time < times; time += 1) results.push(await run());
  return results;
}

/** Whole from a hundred on, else three digits at most. */
function inWords(figure: number): string {
  return Number(figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3)).toLocaleString('en-US');
}
