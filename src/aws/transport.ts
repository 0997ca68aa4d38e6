import { lookup } from 'node:dns/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpHandler } from '@smithy/core/protocols';
import type {
  DeserializeMiddleware,
  HandlerExecutionContext,
  HttpHandlerOptions,
  InitializeMiddleware,
  MiddlewareStack,
  Pluggable,
} from '@smithy/types';
import { iamActionOf, type MadeCall } from './actions.ts';
import { GuardError, isRead } from './guard.ts';
import { Limit } from './limit.ts';
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
}

/** Milliseconds an answer may take before the attempt counts as lost and is tried again. */
const ANSWER_WITHIN = 60_000;
const CONNECT_WITHIN = 10_000;

/** Whose client makes a call, and where. */
export interface Caller {
  readonly service: string;
  /** Empty while the account is still being asked for. */
  readonly accountId: string;
  readonly region: string;
}

/** The tape holds no answer to a call: it was recorded with other rules, Regions or parameters. */
export class NotOnTapeError extends Error {
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
 * The one way to AWS: every client of a scan goes through it. It refuses what is not a read, bounds the calls in
 * flight, counts them, and records them on a tape or answers them from one.
 */
export class Transport {
  readonly #calls = new Map<string, number>();
  readonly #source: Source;
  readonly #signal: AbortSignal;
  readonly #concurrency: number;
  readonly #limit: Limit;
  readonly #play: ((call: TapeCall) => TapeAnswer | undefined) | undefined;
  readonly #failed = new WeakMap<object, string>();
  #handler: Promise<HttpHandler<object>> | undefined;

  constructor({ source, concurrency, signal }: TransportOptions) {
    this.#source = source;
    this.#signal = signal;
    this.#concurrency = concurrency;
    this.#limit = new Limit(concurrency);
    this.#play = source.kind === 'replay' ? source.tape.player() : undefined;
  }

  /** Calls made so far by IAM action, every attempt one. */
  get calls(): ReadonlyMap<string, number> {
    return this.#calls;
  }

  get replays(): boolean {
    return this.#play !== undefined;
  }

  /** Waits, but not when answers come from a tape: they are all there. */
  async pause(milliseconds: number): Promise<void> {
    if (!this.replays) await sleep(milliseconds, undefined, { signal: this.#signal });
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
        stack.add(this.#send(caller, settled), {
          step: 'deserialize',
          name: 'posternTransport',
          priority: 'low',
        });
      },
    };
  }

  #guard<Input extends object, Output extends object>(
    { service }: Caller,
    settled: Settled,
  ): InitializeMiddleware<Input, Output> {
    return (next, context) => async (args) => {
      const operation = operationOf(context);
      if (!isRead(operation)) throw new GuardError(service, operation);
      try {
        return await next(args);
      } catch (error) {
        if (typeof error === 'object' && error !== null) this.#failed.set(error, operation);
        throw error;
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
        const call: TapeCall = { ...caller, operation: operationOf(context), input: args.input };
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
            ? new ServiceNotInRegionError(`${caller.service} has no endpoint in ${caller.region}`, {
                cause: error,
              })
            : error;
        }
      });
  }

  #count(call: MadeCall): void {
    const action = iamActionOf(call);
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
  }

  async #makeHandler(): Promise<HttpHandler<object>> {
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const agent = { keepAlive: true, maxSockets: this.#concurrency };
    const handler = new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: CONNECT_WITHIN,
      requestTimeout: ANSWER_WITHIN,
      throwOnRequestTimeout: true,
    });
    const signal = this.#signal;
    return {
      metadata: handler.metadata,
      destroy: () => handler.destroy(),
      handle: (request, options?: HttpHandlerOptions) =>
        handler.handle(request, { ...options, abortSignal: signal }),
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
    };
  }
}

function operationOf(context: HandlerExecutionContext): string {
  return (context.commandName ?? '').replace(/Command$/, '');
}

async function responseOf(answer: TapeAnswer): Promise<unknown> {
  const { HttpResponse } = await import('@smithy/core/protocols');
  return new HttpResponse({
    statusCode: answer.status,
    headers: { ...answer.headers },
    body: new TextEncoder().encode(answer.body),
  });
}

/** Reads a response whole and leaves it readable for the SDK. */
async function keep(response: unknown): Promise<TapeAnswer> {
  const { HttpResponse } = await import('@smithy/core/protocols');
  if (!HttpResponse.isInstance(response))
    throw new TypeError('the SDK handed over something that is no HTTP response');
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body ?? []) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  response.body = new Uint8Array(bytes);
  return { status: response.statusCode, headers: response.headers, body: bytes.toString('utf8') };
}

/**
 * A host name that does not exist means a service without an endpoint in that Region only when the Region itself is
 * reached: its STS endpoint resolves (https://docs.aws.amazon.com/general/latest/gr/sts.html). Otherwise it is the
 * network here that fails.
 */
async function isMissingService(error: unknown, request: unknown, region: string): Promise<boolean> {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOTFOUND') return false;
  const { HttpRequest } = await import('@smithy/core/protocols');
  if (!HttpRequest.isInstance(request)) return false;
  const [, suffix] = request.hostname.split(`.${region}.`);
  if (suffix === undefined) return false;
  try {
    await lookup(`sts.${region}.${suffix}`);
    return true;
  } catch {
    return false;
  }
}
