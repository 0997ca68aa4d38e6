import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from './actions.ts';
import { isAnswer, isThrottling } from './classify-error.ts';
import { type Attempt, CallUnderWay, LastFailure, type Wait } from './deadline.ts';
import { GivenUp } from './given-up.ts';
import { Limit } from './limit.ts';
import type { Patience } from './patience.ts';
import { documentedRate, Turns } from './rates.ts';

/** What is sent, for which account and where. */
export interface Sending extends Operation {
  readonly accountId: string;
  readonly region: string;
}

/**
 * The calls to AWS that are being made: bounded, at the rates that AWS documents, and each for no longer than Postern has
 * patience. A call is known by an object that stays the same over its attempts, and an attempt by its request.
 */
export class CallsUnderWay {
  readonly #patience: Patience;
  readonly #scan: AbortSignal;
  readonly #limit: Limit;
  readonly #turns: Turns;
  readonly #givenUp: GivenUp;
  readonly #calls = new WeakMap<object, CallUnderWay>();
  readonly #attempts = new WeakMap<object, Attempt>();
  readonly #waits = new Set<{ readonly wait: Wait | undefined }>();

  /**
   * @param concurrency calls in flight at most
   * @param scan ends every call
   */
  constructor(patience: Patience, concurrency: number, scan: AbortSignal) {
    this.#patience = patience;
    this.#scan = scan;
    this.#limit = new Limit(concurrency);
    this.#turns = new Turns(patience.backOff);
    this.#givenUp = new GivenUp(patience.silentFor);
  }

  /** What calls wait for, their place among those in flight aside; the longest wait first. */
  get waits(): readonly Wait[] {
    return [...this.#waits].flatMap(({ wait }) => wait ?? []).sort((a, b) => b.milliseconds - a.milliseconds);
  }

  /**
   * Makes a call, every attempt of it.
   * @param make its signal ends the wait for another attempt as well
   * @throws why the call was given up, or what `make` threw
   */
  async make<T>(sending: Sending, call: object, make: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { service, operation, region } = sending;
    const key = keyOf(sending);
    const underWay = new CallUnderWay({ service, operation, region }, this.#patience, this.#scan);
    this.#calls.set(call, underWay);
    this.#waits.add(underWay);
    this.#givenUp.begin(key);
    const { signal, begun, givenUp } = underWay;
    try {
      return await Promise.race([make(signal), givenUp]);
    } catch (error) {
      if (underWay.tookTooLong) this.#givenUp.add(key, begun, signal.reason);
      if (signal.aborted) throw signal.reason;
      throw error instanceof LastFailure ? error.failure : error;
    } finally {
      underWay.close();
      this.#waits.delete(underWay);
      this.#givenUp.end(key);
    }
  }

  /** Makes an attempt. Its failure is a LastFailure where there must be no other. */
  async attempt<T>(sending: Sending, call: object, attempt: () => Promise<T>): Promise<T> {
    try {
      const result = await attempt();
      this.#givenUp.answered(keyOf(sending));
      return result;
    } catch (error) {
      const throttled = isThrottling(error);
      if (!throttled && isAnswer(error)) this.#givenUp.answered(keyOf(sending));
      if (this.#calls.get(call)?.mayTryAgain(error, throttled) ?? true) throw error;
      throw new LastFailure(error);
    }
  }

  /** Sends the request of an attempt when AWS takes another one and there is a place among the calls in flight. */
  async send<T>(sending: Sending, call: object, request: object, send: () => Promise<T>): Promise<T> {
    const underWay = this.#calls.get(call);
    if (underWay !== undefined) await this.#turn(sending, underWay);
    return this.#limit.run(async (leave) => {
      this.#scan.throwIfAborted();
      const reason = this.#givenUp.reason(keyOf(sending));
      if (reason !== undefined) underWay?.giveUp(reason);
      const attempt = underWay?.attempt(leave);
      if (attempt !== undefined) this.#attempts.set(request, attempt);
      try {
        return await send();
      } finally {
        attempt?.end();
      }
    });
  }

  /** The attempt that sends a request. */
  attemptOf(request: object): Attempt | undefined {
    return this.#attempts.get(request);
  }

  /** Waits for something that AWS makes, which is told of like the wait for an answer. */
  async pause(
    milliseconds: number,
    { since, ...wait }: Omit<Wait, 'milliseconds'> & { readonly since: number },
  ) {
    const making = {
      get wait(): Wait {
        return { ...wait, milliseconds: performance.now() - since };
      },
    };
    this.#waits.add(making);
    try {
      await sleep(milliseconds, undefined, { signal: this.#scan });
    } finally {
      this.#waits.delete(making);
    }
  }

  /** Waits until AWS documents that it takes another request of an operation. */
  async #turn(sending: Sending, underWay: CallUnderWay): Promise<void> {
    underWay.queue();
    const wait = this.#turns.take(sending);
    if (wait === 0) return;
    underWay.queue(documentedRate(sending)?.perSecond);
    await sleep(wait, undefined, { signal: underWay.signal });
    underWay.queue();
  }
}

/** Tells an operation of an account and Region from others. */
function keyOf({ accountId, service, region, operation }: Sending): string {
  return [accountId, region, service, operation].join(' ');
}
