import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpHandler } from '@smithy/core/protocols';
import { getSmithyContext } from '@smithy/core/transport';
import type {
  DeserializeMiddleware,
  HandlerExecutionContext,
  HttpHandlerOptions,
  InitializeMiddleware,
  MiddlewareStack,
  Pluggable,
  RetryStrategyV2,
  StandardRetryBackoffStrategy,
} from '@smithy/types';
import { actionOf, type Operation } from './actions.ts';
import { checkDeclared } from './guard.ts';
import { keep, responseOf, whole } from './http-answer.ts';
import { Limit } from './limit.ts';
import { isMissingService, NoSuchHostError } from './missing-service.ts';
import type { Tape, TapeAnswer, TapeCall } from './tape.ts';

/** Where the answers of a scan come from, and whether they are kept. */
export type Source =
  | { readonly kind: 'aws' }
  | { readonly kind: 'record'; readonly tape: Tape }
  | { readonly kind: 'replay'; readonly tape: Tape };

/** How long Postern puts up with AWS. */
export interface Patience {
  /** Attempts of one call before it counts as failed: enough for a throttled account to recover. */
  readonly attempts: number;
  /** Milliseconds until a connection stands. */
  readonly connectWithin: number;
  /** Milliseconds until the last byte of an answer, after which the attempt counts as lost and is made again. */
  readonly answerWithin: number;
  /** The wait before another attempt, as a share of what the SDK would wait. */
  readonly backOff: number;
}

const PATIENCE: Patience = { attempts: 6, connectWithin: 10_000, answerWithin: 60_000, backOff: 1 };

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

/** An attempt that took too long. The SDK makes another one for errors of this name. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
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
  readonly #play: ((call: TapeCall) => TapeAnswer | undefined) | undefined;
  readonly #failed = new WeakMap<object, SentOperation>();
  #handler: Promise<HttpHandler<object>> | undefined;

  constructor({ source, concurrency, signal, patience }: TransportOptions) {
    this.#source = source;
    this.#signal = signal;
    this.concurrency = concurrency;
    this.#patience = { ...PATIENCE, ...patience };
    this.#limit = new Limit(concurrency);
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

  /** Attempts of one call. A tape holds the last one only: trying again would find the same answer. */
  get attempts(): number {
    return this.replays ? 1 : this.#patience.attempts;
  }

  /** How one client tries again: as often as `attempts` says, and the slower the more AWS throttles it. */
  async retryStrategy(): Promise<RetryStrategyV2> {
    const { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } = await import(
      '@smithy/core/retry'
    );
    const maxAttempts = this.attempts;
    if (this.replays) return new StandardRetryStrategy({ maxAttempts });
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

  /** The call in which an error of the SDK arose. */
  callThatFailed(error: unknown): SentOperation | undefined {
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
        stack.add(this.#send(caller, settled), {
          step: 'deserialize',
          name: 'posternTransport',
          priority: 'low',
        });
      },
    };
  }

  #guard<Input extends object, Output extends object>(
    { service, region }: Caller,
    settled: Settled,
  ): InitializeMiddleware<Input, Output> {
    return (next, context) => async (args) => {
      const operation = operationOf(context);
      checkDeclared({ service, operation });
      // Ends the SDK's wait for another attempt as well.
      getSmithyContext(context).abortSignal = this.#signal;
      try {
        return await next(args);
      } catch (error) {
        const told =
          error instanceof NoSuchHostError
            ? new ServiceNotInRegionError(`${service} has no endpoint in ${region}`, {
                cause: error.dnsError,
              })
            : error;
        if (typeof told === 'object' && told !== null) this.#failed.set(told, { service, operation, region });
        throw told;
      } finally {
        const last = settled.get(context);
        if (last !== undefined && this.#source.kind === 'record')
          this.#source.tape.record(last.call, last.answer);
      }
    };
  }

  #send<Input extends object, Output extends object>(
    caller: Caller,
    settled: Settled,
  ): DeserializeMiddleware<Input, Output> {
    return (next, context) => (args) =>
      this.#limit.run(async () => {
        this.#signal.throwIfAborted();
        // The paginators of the SDK write the token of the next page into the parameters of the last one.
        const input = structuredClone(args.input);
        const call: TapeCall = { ...caller, operation: operationOf(context), input };
        this.#count(call);
        if (this.#play !== undefined) {
          const answer = this.#play(call);
          if (answer === undefined) throw new NotOnTapeError(call);
          return { response: await responseOf(answer) };
        }
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
      handle: (request, options?: HttpHandlerOptions) =>
        this.#inTime(async (abortSignal) => {
          const { response } = await handler.handle(request, { ...options, abortSignal });
          return { response: await whole(response) };
        }),
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
    };
  }

  /** Gives up an attempt that takes too long, and every attempt when the scan is interrupted. */
  async #inTime<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { answerWithin } = this.#patience;
    const end = new AbortController();
    const interrupt = () => end.abort(this.#signal.reason);
    this.#signal.addEventListener('abort', interrupt, { once: true });
    const timer = setTimeout(
      () => end.abort(new TimeoutError(`AWS did not answer within ${answerWithin / 1000} seconds`)),
      answerWithin,
    );
    try {
      return await attempt(end.signal);
    } catch (error) {
      throw end.signal.aborted ? end.signal.reason : error;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener('abort', interrupt);
    }
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
