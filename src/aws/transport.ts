import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpHandler } from '@smithy/core/protocols';
import { getSmithyContext } from '@smithy/core/transport';
import type {
  DeserializeMiddleware,
  FinalizeRequestMiddleware,
  HandlerExecutionContext,
  HttpHandlerOptions,
  InitializeMiddleware,
  MiddlewareStack,
  Pluggable,
  RetryStrategyV2,
  StandardRetryBackoffStrategy,
} from '@smithy/types';
import { actionOf, type Operation } from './actions.ts';
import { isAnswer, isThrottling } from './classify-error.ts';
import { type Attempt, CallUnderWay, LastFailure, type Wait } from './deadline.ts';
import { GivenUp } from './given-up.ts';
import { checkDeclared } from './guard.ts';
import { keep, responseOf, whole } from './http-answer.ts';
import { Limit } from './limit.ts';
import { isMissingService, NoSuchHostError } from './missing-service.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { documentedRate, Turns } from './rates.ts';
import type { Tape, TapeAnswer, TapeCall } from './tape.ts';

/** Where the answers of a scan come from, and whether they are kept. */
export type Source =
  | { readonly kind: 'aws' }
  | { readonly kind: 'record'; readonly tape: Tape }
  | { readonly kind: 'replay'; readonly tape: Tape };

export interface TransportOptions {
  readonly source: Source;
  /** Calls in flight at any time, over all accounts, Regions and services. */
  readonly concurrency: number;
  /** Ends calls in flight and refuses further ones. */
  readonly signal: AbortSignal;
  readonly patience?: Partial<Patience>;
}

/** Calls a second that a client makes at least, however much it is throttled: what the SDK takes. */
const SLOWEST = 0.5;

/** Milliseconds that the SDK waits at most before another attempt. */
const LONGEST_BACK_OFF = 20_000;

/** Connections to one host that are kept open with nothing to do. */
const IDLE_CONNECTIONS = 8;

/** Whose client makes a call, and where. */
export interface Caller {
  readonly service: string;
  /** Empty while the account is still being asked for. */
  readonly accountId: string;
  readonly region: string;
}

/** An operation, and the Region that it was sent to. */
export interface SentOperation extends Operation {
  readonly region: string;
}

/** The tape holds no answer to a call: it was recorded with other rules, Regions or parameters. */
class NotOnTapeError extends Error {
  override readonly name = 'NotOnTapeError';
  constructor(call: TapeCall) {
    super(`the tape holds no answer to ${call.service} ${call.operation} in ${call.region}`);
  }
}

/** The Region is reached, but the service has no endpoint in it. */
class ServiceNotInRegionError extends Error {
  override readonly name = 'ServiceNotInRegion';
}

type Settled = WeakMap<HandlerExecutionContext, { readonly call: TapeCall; readonly answer: TapeAnswer }>;

/**
 * The one way to AWS: every client of a scan goes through it. It refuses what no reader declares, bounds the calls
 * in flight, counts them, and records them on a tape or answers them from one.
 */
export class Transport {
  readonly #calls = new Map<string, number>();
  readonly #sent = new Map<string, SentOperation>();
  readonly #source: Source;
  readonly #signal: AbortSignal;
  /** Calls in flight at most. */
  readonly concurrency: number;
  /** What readers did otherwise than they declare, in words: the plan of a scan would be wrong, so their tests fail. */
  readonly misdeclared = new Set<string>();
  readonly #patience: Patience;
  readonly #limit: Limit;
  readonly #turns: Turns;
  readonly #givenUp: GivenUp;
  readonly #waits = new Set<{ readonly wait: Wait | undefined }>();
  readonly #underWay = new WeakMap<HandlerExecutionContext, CallUnderWay>();
  readonly #attempts = new WeakMap<object, Attempt>();
  readonly #play: ((call: TapeCall) => TapeAnswer | undefined) | undefined;
  readonly #failed = new WeakMap<object, string>();
  #handler: Promise<HttpHandler<object>> | undefined;

  constructor({ source, concurrency, signal, patience }: TransportOptions) {
    this.#source = source;
    this.#signal = signal;
    this.concurrency = concurrency;
    this.#patience = { ...PATIENCE, ...patience };
    this.#limit = new Limit(concurrency);
    this.#turns = new Turns(this.#patience.backOff);
    this.#givenUp = new GivenUp(this.#patience.silentFor);
    this.#play = source.kind === 'replay' ? source.tape.player() : undefined;
    // Every call in flight listens to it: Node would warn of a leak.
    setMaxListeners(0, signal);
  }

  /** Calls made so far by IAM action, every attempt one. */
  get calls(): ReadonlyMap<string, number> {
    return this.#calls;
  }

  /** Operations sent so far, each once a Region. */
  get sent(): readonly SentOperation[] {
    return [...this.#sent.values()];
  }

  get replays(): boolean {
    return this.#play !== undefined;
  }

  /** What calls wait for, those in Postern's own queue aside; the longest wait first. */
  get waits(): readonly Wait[] {
    return [...this.#waits].flatMap(({ wait }) => wait ?? []).sort((a, b) => b.milliseconds - a.milliseconds);
  }

  /**
   * Attempts of one call that is not throttled. A tape holds the last one only: trying again would find the same answer.
   */
  get attempts(): number {
    return this.replays ? 1 : this.#patience.attempts;
  }

  /** How one client tries again: as often as `attempts` says, and the slower the more AWS throttles it. */
  async retryStrategy(): Promise<RetryStrategyV2> {
    const { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } = await import(
      '@smithy/core/retry'
    );
    if (this.replays) return new StandardRetryStrategy({ maxAttempts: this.attempts });
    // The deadline of a call ends its attempts.
    const maxAttempts = Number.MAX_SAFE_INTEGER;
    const { backOff } = this.#patience;
    return new AdaptiveRetryStrategy(maxAttempts, {
      maxAttempts,
      backoff: new BackOff(backOff),
      rateLimiter: new DefaultRateLimiter({ minFillRate: SLOWEST / backOff }),
    });
  }

  /** Waits, but not when answers come from a tape: they are all there. */
  async pause(milliseconds: number): Promise<void> {
    if (!this.replays) await sleep(milliseconds, undefined, { signal: this.#signal });
  }

  /**
   * Asks until something is there that AWS makes first. A replay asks as often, and does not wait.
   * @param what as it follows "AWS was still making"
   * @param every milliseconds between two questions
   * @throws Error when it is not there after as long as Postern has patience
   */
  async until(
    what: string,
    sent: SentOperation,
    every: number,
    isThere: () => Promise<boolean>,
  ): Promise<void> {
    const { madeWithin, backOff } = this.#patience;
    const begun = performance.now();
    let looks = 1;
    const making = {
      get wait(): Wait {
        return { ...sent, attempt: looks, milliseconds: performance.now() - begun, reason: 'answer' };
      },
    };
    this.#waits.add(making);
    try {
      for (; !(await isThere()); looks += 1) {
        if (looks * every >= madeWithin || performance.now() - begun >= madeWithin)
          throw new Error(`AWS was still making ${what} after ${madeWithin / 1_000} s`);
        await this.pause(every * backOff);
      }
    } finally {
      this.#waits.delete(making);
    }
  }

  /** The operation in which an error of the SDK arose. */
  operationThatFailed(error: unknown): string | undefined {
    return typeof error === 'object' && error !== null ? this.#failed.get(error) : undefined;
  }

  /** One keep-alive handler for all clients, its sockets bounded by the calls in flight. */
  handler(): Promise<HttpHandler<object>> {
    this.#handler ??= this.#makeHandler();
    return this.#handler;
  }

  /** What every client carries: the guard outermost, the way to AWS or the tape innermost. */
  plugin<Input extends object, Output extends object>(caller: Caller): Pluggable<Input, Output> {
    return {
      applyToStack: (stack: MiddlewareStack<Input, Output>) => {
        const settled: Settled = new WeakMap();
        stack.add(this.#guard(caller, settled), {
          step: 'initialize',
          name: 'posternGuard',
          priority: 'high',
        });
        stack.add(this.#endAttempts(caller), {
          step: 'finalizeRequest',
          name: 'posternDeadline',
          priority: 'low',
        });
        stack.add(this.#send(caller, settled), {
          step: 'deserialize',
          name: 'posternTransport',
          priority: 'low',
        });
      },
    };
  }

  #guard<Input extends object, Output extends object>(
    caller: Caller,
    settled: Settled,
  ): InitializeMiddleware<Input, Output> {
    const { service, region } = caller;
    return (next, context) => async (args) => {
      const operation = operationOf(context);
      checkDeclared({ service, operation });
      const key = keyOf(caller, operation);
      const call = this.#begin({ service, operation, region }, context);
      this.#givenUp.begin(key);
      // Ends the SDK's wait for another attempt as well.
      getSmithyContext(context).abortSignal = call?.signal ?? this.#signal;
      try {
        return await (call === undefined ? next(args) : Promise.race([next(args), call.givenUp]));
      } catch (error) {
        if (call?.tookTooLong) this.#givenUp.add(key, call.begun, call.signal.reason);
        const told = toldOf(call?.signal.aborted ? call.signal.reason : error, caller);
        if (typeof told === 'object' && told !== null) this.#failed.set(told, operation);
        throw told;
      } finally {
        this.#givenUp.end(key);
        if (call !== undefined) {
          call.close();
          this.#waits.delete(call);
        }
        const last = settled.get(context);
        if (last !== undefined && this.#source.kind === 'record')
          this.#source.tape.record(last.call, last.answer);
      }
    };
  }

  /** The clock of one call, which ends it when it takes too long. A tape answers at once. */
  #begin(sent: SentOperation, context: HandlerExecutionContext): CallUnderWay | undefined {
    if (this.replays) return undefined;
    const call = new CallUnderWay(sent, this.#patience, this.#signal);
    this.#underWay.set(context, call);
    this.#waits.add(call);
    return call;
  }

  #send<Input extends object, Output extends object>(
    caller: Caller,
    settled: Settled,
  ): DeserializeMiddleware<Input, Output> {
    return (next, context) => (args) =>
      this.#inTurn(caller, context, async (attempt) => {
        // The paginators of the SDK write the token of the next page into the parameters of the last one.
        const input = structuredClone(args.input);
        const call: TapeCall = { ...caller, operation: operationOf(context), input };
        this.#count(call);
        if (this.#play !== undefined) {
          const answer = this.#play(call);
          if (answer === undefined) throw new NotOnTapeError(call);
          return { response: await responseOf(answer) };
        }
        if (attempt !== undefined) this.#attempts.set(Object(args.request), attempt);
        try {
          const result = await next(args);
          if (this.#source.kind === 'record')
            settled.set(context, { call, answer: await keep(result.response) });
          return result;
        } catch (error) {
          throw (await isMissingService(error, args.request, caller.region))
            ? new NoSuchHostError(error)
            : error;
        }
      });
  }

  /** Makes an attempt when AWS takes another one and there is a place among the calls in flight. */
  async #inTurn<T>(
    caller: Caller,
    context: HandlerExecutionContext,
    send: (attempt: Attempt | undefined) => Promise<T>,
  ): Promise<T> {
    const underWay = this.#underWay.get(context);
    const operation = operationOf(context);
    underWay?.queue();
    if (underWay !== undefined) await this.#turn(caller, operation, underWay);
    return this.#limit.run(async (leave) => {
      this.#signal.throwIfAborted();
      const reason = this.#givenUp.reason(keyOf(caller, operation));
      if (reason !== undefined) underWay?.giveUp(reason);
      const attempt = underWay?.attempt(leave);
      try {
        return await send(attempt);
      } finally {
        attempt?.end();
      }
    });
  }

  /** Waits until AWS documents that it takes another request of an operation. */
  async #turn(caller: Caller, operation: string, underWay: CallUnderWay): Promise<void> {
    const sending = { ...caller, operation };
    const wait = this.#turns.take(sending);
    if (wait === 0) return;
    underWay.queue(documentedRate(sending)?.perSecond);
    await sleep(wait, undefined, { signal: underWay.signal });
    underWay.queue();
  }

  /** Lets the SDK make no further attempt where the patience with a call has ended. */
  #endAttempts<Input extends object, Output extends object>(
    caller: Caller,
  ): FinalizeRequestMiddleware<Input, Output> {
    return (next, context) => async (args) => {
      const underWay = this.#underWay.get(context);
      const answered = () => this.#givenUp.answered(keyOf(caller, operationOf(context)));
      try {
        const result = await next(args);
        answered();
        return result;
      } catch (error) {
        const throttled = isThrottling(error);
        if (!throttled && isAnswer(error)) answered();
        if (underWay === undefined || underWay.mayTryAgain(error, throttled)) throw error;
        throw new LastFailure(error);
      }
    };
  }

  #count({ service, operation, region }: TapeCall): void {
    const action = actionOf({ service, operation });
    this.#sent.set(`${service} ${operation} ${region}`, { service, operation, region });
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
  }

  async #makeHandler(): Promise<HttpHandler<object>> {
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const agent = { keepAlive: true, maxSockets: this.concurrency, maxFreeSockets: IDLE_CONNECTIONS };
    const handler = new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: this.#patience.connectWithin,
    });
    return {
      metadata: handler.metadata,
      destroy: () => handler.destroy(),
      handle: async (request, options?: HttpHandlerOptions) => {
        const attempt = this.#attempts.get(request);
        if (attempt === undefined) throw new TypeError('a request went past the transport');
        const { signal, heard } = attempt;
        try {
          const { response } = await handler.handle(request, { ...options, abortSignal: signal });
          heard();
          return { response: await whole(response, heard) };
        } catch (error) {
          throw signal.aborted ? signal.reason : error;
        }
      },
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
    };
  }
}

/** A random part of a time that doubles with every attempt, as the SDK waits, or a share of it. */
class BackOff implements StandardRetryBackoffStrategy {
  readonly #share: number;
  #base = 0;

  constructor(share: number) {
    this.#share = share;
  }

  setDelayBase(milliseconds: number): void {
    this.#base = milliseconds;
  }

  computeNextBackoffDelay(attempt: number): number {
    const longest = Math.min(this.#base * 2 ** attempt, LONGEST_BACK_OFF);
    return Math.floor(Math.random() * longest * this.#share);
  }
}

function operationOf(context: HandlerExecutionContext): string {
  return (context.commandName ?? '').replace(/Command$/, '');
}

/** Tells an operation of an account and Region from others. */
function keyOf({ accountId, service, region }: Caller, operation: string): string {
  return [accountId, region, service, operation].join(' ');
}

/** The error behind those that keep the SDK from trying again. */
function toldOf(error: unknown, { service, region }: Caller): unknown {
  const failure = error instanceof LastFailure ? error.failure : error;
  return failure instanceof NoSuchHostError
    ? new ServiceNotInRegionError(`${service} has no endpoint in ${region}`, { cause: failure.dnsError })
    : failure;
}
