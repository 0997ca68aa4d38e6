import type { Wait } from '../aws/deadline.ts';
import type { Transport } from '../aws/transport.ts';
import type { Progress } from '../engine/run-scan.ts';
import { visible } from '../report/content/escape.ts';
import { truncate } from '../report/content/fit.ts';
import { type Terminal, terminal } from './terminal.ts';

/** Milliseconds between two looks at how far a scan has come, where someone watches. */
const LOOK_EVERY = 250;

/** Milliseconds of waiting from which it is worth a word, where someone watches. */
const SLOW = 3_000;

/** What progress is told from. */
export interface Told {
  readonly transport: Pick<Transport, 'waits' | 'calls'>;
  /** Milliseconds between two lines where nobody watches. */
  readonly tellEvery: number;
}

/**
 * Runs a task that tells how far it has come: on one line of a terminal that is written over and over, and taken away at
 * the end; where nobody watches with a line now and then, so that a wait is never silent.
 */
export async function withProgress<T>(
  { transport, tellEvery }: Told,
  task: (onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  let last: Progress | undefined;
  const { watched } = terminal();
  const state = (): State => ({
    progress: last,
    waits: transport.waits,
    calls: [...transport.calls.values()].reduce((a, b) => a + b, 0),
  });
  const rewrite = (text: string) => process.stderr.write(`\r\u001b[2K${text}`);
  const show = () => rewrite(progressLine(state(), terminal().notes));
  const timer = watched
    ? // A question for the code of an MFA device stands on the same line before the first call.
      setInterval(() => transport.calls.size > 0 && show(), LOOK_EVERY)
    : setInterval(() => process.stderr.write(`${waitingLine(state())}\n`), tellEvery);
  try {
    return await task((progress) => {
      last = progress;
      if (watched) show();
    });
  } finally {
    clearInterval(timer);
    if (watched) rewrite('');
  }
}

/** How a scan goes. */
export interface State {
  readonly progress: Progress | undefined;
  /** The longest first. */
  readonly waits: readonly Wait[];
  /** Calls to AWS so far, every attempt one. */
  readonly calls: number;
}

/** The line on a terminal: it never fills the last column, or some terminals would begin another line. */
export function progressLine(state: State, { width }: Pick<Terminal['notes'], 'width'>): string {
  const [slowest] = state.waits;
  const wait =
    slowest !== undefined && slowest.milliseconds >= SLOW ? `; waiting for ${inWords(slowest)}` : '';
  return truncate(`${stepOf(state)}${wait}`, Math.max(8, (width ?? 80) - 1));
}

/** The line where there is no terminal. */
export function waitingLine(state: State): string {
  const [slowest, ...others] = state.waits;
  if (slowest === undefined) return visible(`Still at it. ${stepOf(state)}.`);
  const more = others.length === 0 ? '' : `; ${counted(others.length, 'more call')}`;
  return visible(`Still waiting: ${inWords(slowest)}${more}. ${stepOf(state)}.`);
}

function stepOf({ progress, calls }: State): string {
  if (progress?.step !== 'scanning') return 'Asking AWS who you are';
  const { accountId, done, scopes } = progress;
  return `Scanning account ${accountId}: ${done} of ${counted(scopes, 'scope')} done, ${counted(calls, 'call')}`;
}

function inWords({ service, operation, region, attempt, milliseconds, reason, perSecond }: Wait): string {
  const why =
    reason === 'rate'
      ? `, at AWS's rate of ${perSecond} a second`
      : `${reason === 'throttled' ? ', throttled' : ''}${attempt > 1 ? `, attempt ${attempt}` : ''}`;
  return `${service} ${operation} in ${region}, ${Math.round(milliseconds / 1_000)} s${why}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
