import type { Operation } from './actions.ts';
import type { Patience } from './patience.ts';

/** What a call, or a report in the making, has been waiting for. */
export interface Wait extends Operation {
  readonly region: string;
  /** The attempt that is under way or comes next, from 1. */
  readonly attempt: number;
  readonly milliseconds: number;
  readonly reason: 'answer' | 'throttled' | 'rate';
  /** Requests a second that AWS documents, where that is the reason. */
  readonly perSecond?: number;
}

/** An attempt, or a call, that took too long. The SDK makes another attempt for errors of this name. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** AWS throttled a call until Postern gave it up. Named as AWS named the throttling last. */
export class ThrottledTooLongError extends Error {
  constructor(
    readonly seconds: number,
    cause: Error,
  ) {
    super(`AWS throttled it for ${seconds} s`, { cause });
    this.name = cause.name;
  }
}

/**
 * A failure after which no attempt is made. It is no cause until the SDK has let go of it: for an error with a cause
 * that may pass it would try again.
 */
export class LastFailure extends Error {
  constructor(readonly failure: unknown) {
    super('no further attempt is made');
  }
}

/** One call from its first attempt to its last, and when it is given up. Its clock stands still in Postern's own queues. */
export class CallUnderWay {
  readonly signal: AbortSignal;
  /** Rejects when the call is given up. */
  readonly givenUp: Promise<never>;
  readonly begun = performance.now();
  readonly #sending: Operation & { readonly region: string };
  readonly #patience: Patience;
  readonly #scan: AbortSignal;
  readonly #end = new AbortController();
  readonly #interrupt = () => this.giveUp(this.#scan.reason);
  #perSecond: number | undefined;
  /** Milliseconds on the clock when it last stood still, and the moment since when it runs. */
  #spent = 0;
  #since: number | undefined;
  #attempts = 0;
  /** Attempts that failed, and those of them that AWS did not throttle. */
  #failed = 0;
  #failures = 0;
  /** By the clock: the first throttling, and the last byte of the answer that is coming in. */
  #throttledAt: number | undefined;
  #throttling: Error | undefined;
  #heardAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param scan ends every call. */
  constructor(sending: Operation & { readonly region: string }, patience: Patience, scan: AbortSignal) {
    this.#sending = sending;
    this.#patience = patience;
    this.#scan = scan;
    this.signal = this.#end.signal;
    this.givenUp = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true });
    });
    // Nobody may be listening any more.
    this.givenUp.catch(() => {});
    scan.addEventListener('abort', this.#interrupt, { once: true });
  }

  /** True when Postern gave it up because of AWS, and nobody interrupted the scan. */
  get tookTooLong(): boolean {
    return this.signal.aborted && !this.#scan.aborted;
  }

  /** Undefined while it waits for nothing but its place among the calls in flight. */
  get wait(): Wait | undefined {
    const told = { ...this.#sending, attempt: Math.max(1, this.#attempts) };
    if (this.#perSecond !== undefined)
      return {
        ...told,
        milliseconds: performance.now() - this.begun,
        reason: 'rate',
        perSecond: this.#perSecond,
      };
    if (this.#since === undefined) return undefined;
    return {
      ...told,
      milliseconds: this.#clock,
      reason: this.#throttledAt === undefined ? 'answer' : 'throttled',
    };
  }

  get #clock(): number {
    return this.#spent + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }

  giveUp(reason: unknown): void {
    this.#end.abort(reason);
    this.close();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#scan.removeEventListener('abort', this.#interrupt);
  }

  /** The call waits in a queue of Postern's own. @param perSecond the rate that it waits for, if it does. */
  queue(perSecond?: number): void {
    this.#perSecond = perSecond;
    this.#spent = this.#clock;
    this.#since = undefined;
    clearTimeout(this.#timer);
  }

  /** An attempt is sent. @param leave its place among the calls in flight. */
  attempt(leave: () => void): Attempt {
    this.signal.throwIfAborted();
    this.#perSecond = undefined;
    this.#attempts += 1;
    this.#since = performance.now();
    this.#arm();
    return new Attempt(this.#patience, this.signal, leave, (coming) => {
      this.#heardAt = coming ? this.#clock : undefined;
    });
  }

  /** Whether another attempt may be made after one that failed, if the SDK makes one for such a failure. */
  mayTryAgain(failure: unknown, throttled: boolean): boolean {
    this.#failed += 1;
    if (!throttled || !(failure instanceof Error)) {
      this.#failures += 1;
      return this.#failures < this.#patience.attempts;
    }
    this.#throttledAt ??= this.#clock;
    this.#throttling = failure;
    if (this.#clock < this.#latest) {
      this.#arm();
      return true;
    }
    this.giveUp(this.#tooLong());
    return false;
  }

  /** On the clock, when it is given up as things stand. */
  get #latest(): number {
    const { silentFor, throttledFor, attempts, answerWithin, arrivingFor } = this.#patience;
    const end =
      this.#throttledAt === undefined
        ? silentFor
        : this.#throttledAt + Math.max(throttledFor, this.#failed < attempts ? silentFor : 0);
    return this.#heardAt === undefined
      ? end
      : Math.max(end, Math.min(this.#heardAt + answerWithin, arrivingFor));
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const left = this.#latest - this.#clock;
    this.#timer = setTimeout(() => {
      if (this.#clock < this.#latest) this.#arm();
      else this.giveUp(this.#tooLong());
    }, Math.ceil(left));
  }

  #tooLong(): Error {
    const { silentFor, arrivingFor, throttledFor } = this.#patience;
    if (this.#throttling !== undefined)
      return new ThrottledTooLongError(throttledFor / 1_000, this.#throttling);
    return new TimeoutError(
      this.#heardAt === undefined
        ? `AWS did not answer for ${silentFor / 1_000} s, over ${this.#attempts} ${this.#attempts === 1 ? 'attempt' : 'attempts'}`
        : `the answer of AWS had not come to its end after ${arrivingFor / 1_000} s`,
    );
  }
}

/** One attempt of a call, which is lost when AWS sends nothing for too long. */
export class Attempt {
  readonly signal: AbortSignal;
  readonly #end = new AbortController();
  readonly #call: AbortSignal;
  readonly #interrupt = () => this.#end.abort(this.#call.reason);
  readonly #hear: (coming: boolean) => void;
  readonly #silence: NodeJS.Timeout;
  readonly #yield: NodeJS.Timeout;
  #pending: NodeJS.Immediate | undefined;

  /** @param hear is told whether an answer is coming in. */
  constructor(patience: Patience, call: AbortSignal, leave: () => void, hear: (coming: boolean) => void) {
    this.signal = this.#end.signal;
    this.#call = call;
    this.#hear = hear;
    const { answerWithin, yieldAfter } = patience;
    // What came in while this process was busy is heard first. An error for every attempt would be dear: hardly any is lost.
    this.#silence = setTimeout(() => {
      this.#pending = setImmediate(() =>
        this.#end.abort(new TimeoutError(`AWS did not answer within ${answerWithin / 1_000} seconds`)),
      );
    }, answerWithin);
    this.#yield = setTimeout(leave, yieldAfter);
    call.addEventListener('abort', this.#interrupt, { once: true });
  }

  /** A part of the answer came in. */
  readonly heard = (): void => {
    this.#hear(true);
    clearImmediate(this.#pending);
    this.#silence.refresh();
    this.#yield.refresh();
  };

  end(): void {
    this.#hear(false);
    clearTimeout(this.#silence);
    clearImmediate(this.#pending);
    clearTimeout(this.#yield);
    this.#call.removeEventListener('abort', this.#interrupt);
  }
}
