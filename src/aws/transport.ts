import { setMaxListeners } from 'node:events';
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
} from '@smithy/types';
import { actionOf, type Operation } from './actions.ts';
import { type AnswersOf, believed, checkResponse } from './answer-check.ts';
import { CallsUnderWay } from './calls-under-way.ts';
import type { Wait } from './deadline.ts';
import { checkDeclared } from './guard.ts';
import { DIRECT, HttpHandlers, type Network } from './http-agents.ts';
import { keep, responseOf, whole } from './http-answer.ts';
import { meaningOf, NoSuchHostError } from './missing-service.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { retriesOfClient } from './retries.ts';
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
  /** Proxies and trusted certificates. */
  readonly network?: Network;
}

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
  readonly #underWay: CallsUnderWay;
  readonly #network: Network;
  readonly #play: ((call: TapeCall) => TapeAnswer | undefined) | undefined;
  readonly #failed = new WeakMap<object, SentOperation>();
  #handler: Promise<HttpHandler<object>> | undefined;

  constructor({ source, concurrency, signal, patience, network = DIRECT }: TransportOptions) {
    this.#source = source;
    this.#signal = signal;
    this.concurrency = concurrency;
    this.#patience = { ...PATIENCE, ...patience };
    this.#underWay = new CallsUnderWay(this.#patience, concurrency, signal);
    this.#network = network;
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
    return this.#underWay.waits;
  }

  /**
   * Attempts of one call that is not throttled. A tape holds the last one only: trying again would find the same answer.
   */
  get attempts(): number {
    return this.replays ? 1 : this.#patience.attempts;
  }

  /** How one client tries again. */
  async retryStrategy(): Promise<RetryStrategyV2> {
    if (!this.replays) return retriesOfClient(this.#patience.backOff);
    const { StandardRetryStrategy } = await import('@smithy/core/retry');
    return new StandardRetryStrategy({ maxAttempts: this.attempts });
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
    const since = performance.now();
    for (let attempt = 1; !(await isThere()); attempt += 1) {
      if (attempt * every >= madeWithin || performance.now() - since >= madeWithin)
        throw new Error(`AWS was still making ${what} after ${madeWithin / 1_000} s`);
      if (!this.replays)
        await this.#underWay.pause(every * backOff, { ...sent, attempt, reason: 'answer', since });
    }
  }

  /** The call in which an error of the SDK arose. */
  callThatFailed(error: unknown): SentOperation | undefined {
    return typeof error === 'object' && error !== null ? this.#failed.get(error) : undefined;
  }

  /** One keep-alive handler for all clients, its sockets as many as calls that wait for an answer. */
  handler(): Promise<HttpHandler<object>> {
    this.#handler ??= this.#makeHandler();
    return this.#handler;
  }

  /**
   * What every client carries: the guard outermost, the way to AWS or the tape innermost, and between them the look at
   * what the SDK made of each answer.
   */
  plugin<Input extends object, Output extends object>(
    caller: Caller,
    answers: AnswersOf,
  ): Pluggable<Input, Output> {
    return {
      applyToStack: (stack: MiddlewareStack<Input, Output>) => {
        const settled: Settled = new WeakMap();
        const operation = (context: HandlerExecutionContext) => ({
          service: caller.service,
          operation: operationOf(context),
        });
        // Without names: by a name a reader could take them away, or put something else in their place.
        stack.add(this.#guard(caller, settled), { step: 'initialize', priority: 'high' });
        stack.add(this.#attempt(caller), { step: 'finalizeRequest', priority: 'low' });
        stack.add(believed(operation, answers), { step: 'deserialize', priority: 'high' });
        stack.add(this.#send(caller, answers, settled), { step: 'deserialize', priority: 'low' });
      },
    };
  }

  #guard<Input extends object, Output extends object>(
    caller: Caller,
    settled: Settled,
  ): InitializeMiddleware<Input, Output> {
    return (next, context) => async (args) => {
      const operation = operationOf(context);
      const trail = checkDeclared({ ...caller, operation });
      const input = { ...args.input };
      const make = (signal: AbortSignal) => {
        // Ends the SDK's wait for another attempt as well.
        getSmithyContext(context).abortSignal = signal;
        return next(args);
      };
      try {
        trail.ask(operation, input);
        const result = await (this.replays
          ? make(this.#signal)
          : this.#underWay.make({ ...caller, operation }, context, make));
        trail.answered(operation, input, { ...result.output });
        return result;
      } catch (error) {
        const told = toldOf(error, caller);
        if (typeof told === 'object' && told !== null) this.#failed.set(told, { ...caller, operation });
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
    answers: AnswersOf,
    settled: Settled,
  ): DeserializeMiddleware<Input, Output> {
    return (next, context) => (args) =>
      this.#underWay.send(
        { ...caller, operation: operationOf(context) },
        context,
        Object(args.request),
        async () => {
          // The paginators of the SDK write the token of the next page into the parameters of the last one.
          const input = structuredClone(args.input);
          const call: TapeCall = { ...caller, operation: operationOf(context), input };
          this.#count(call);
          if (this.#play !== undefined) {
            const answer = this.#play(call);
            if (answer === undefined) throw new NotOnTapeError(call);
            const response = await responseOf(answer);
            await checkResponse(call, answers, context, response);
            return { response };
          }
          const result = await this.#overTheWire(() => next(args), args.request, caller);
          if (this.#source.kind === 'record')
            settled.set(context, { call, answer: await keep(result.response) });
          await checkResponse(call, answers, context, result.response);
          return result;
        },
      );
  }

  /** Lets the SDK make no further attempt where the patience with a call has ended. */
  #attempt<Input extends object, Output extends object>(
    caller: Caller,
  ): FinalizeRequestMiddleware<Input, Output> {
    return (next, context) => (args) =>
      this.#underWay.attempt({ ...caller, operation: operationOf(context) }, context, () => next(args));
  }

  async #overTheWire<T>(send: () => Promise<T>, request: unknown, caller: Caller): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw await meaningOf(error, request, caller, this.#network);
    }
  }

  #count({ service, operation, region }: TapeCall): void {
    const action = actionOf({ service, operation });
    this.#sent.set(`${service} ${operation} ${region}`, { service, operation, region });
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
  }

  async #makeHandler(): Promise<HttpHandler<object>> {
    const handlers = new HttpHandlers({
      network: this.#network,
      connectWithin: this.#patience.connectWithin,
    });
    return {
      metadata: { handlerProtocol: 'http/1.1' },
      destroy: () => handlers.destroy(),
      handle: async (request, options?: HttpHandlerOptions) => {
        const handler = await handlers.for(request);
        const { signal, heard } = this.#underWay.attemptOf(request) ?? this.#forCredentials();
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

  /** An attempt of the SDK to get credentials, before there is anything to guard. It makes three of a call. */
  #forCredentials(): { readonly signal: AbortSignal; readonly heard: () => void } {
    return { signal: AbortSignal.timeout(this.#patience.silentFor / 3), heard: () => {} };
  }
}

function operationOf(context: HandlerExecutionContext): string {
  return (context.commandName ?? '').replace(/Command$/, '');
}

/** The error behind one that keeps the SDK from trying again. */
function toldOf(error: unknown, { service, region }: Caller): unknown {
  return error instanceof NoSuchHostError
    ? new ServiceNotInRegionError(`${service} has no endpoint in ${region}`, { cause: error.dnsError })
    : error;
}
