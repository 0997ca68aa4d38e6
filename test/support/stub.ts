import { Agent, createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SERVICES } from './protocols.ts';
import { type Answer, type Call, type RawRequest, recognise } from './wire.ts';

/** A raw answer, a connection that breaks, or undefined to let the next answer, and at last the upstream, speak. */
type Reply = Answer | 'drop' | undefined;

/** Answers a call itself; `upstream` is what the server behind the stub says to it. */
export type Answerer = (call: Call, upstream: () => Promise<Answer>) => Reply | Promise<Reply>;

/**
 * By `service:Operation`, `service:*` or `*`; the most exact that replies wins. A service is named by the id of its
 * readers, or by its signing name where that is no other's id: `elasticloadbalancing:*` answers for elb and elbv2.
 */
export type Answers = Readonly<Record<string, Answerer>>;

export interface Stub extends AsyncDisposable {
  /** For AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Every call seen, in order of arrival, retries included. Emptied by `forget`. */
  readonly requests: readonly Call[];
  forget(): void;
  /** @throws what an answer threw, or a call that could not be forwarded. */
  stop(): Promise<void>;
}

export interface StubOptions {
  /** The server that answers whatever `answers` does not, such as moto. Without one such a call is an error. */
  readonly upstream?: string;
  /** Several sets are asked in order, so that a fault can go before the answers of a world. */
  readonly answers?: Answers | readonly Answers[];
  /** Waits this long before each answer, in milliseconds, as a network would. */
  readonly delayMs?: number;
}

/** Starts an HTTP server that speaks all of AWS's protocols, answers what it is told to, and forwards the rest unchanged. */
export async function startStub({ upstream, answers = [], delayMs = 0 }: StubOptions): Promise<Stub> {
  const sets: readonly Answers[] = isSeveral(answers) ? answers : [answers];
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const requests: Call[] = [];
  const errors: unknown[] = [];

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const raw = await rawOf(incoming);
    const call = recognise(raw);
    requests.push(call);
    let forwarded: Promise<Answer> | undefined;
    const fromUpstream = () => {
      forwarded ??= forward(raw, upstream, agent);
      return forwarded;
    };
    const reply = (await firstReply(sets, call, fromUpstream)) ?? (await fromUpstream());
    if (delayMs > 0) await pause(delayMs);
    if (reply === 'drop') incoming.socket.destroy();
    else send(reply, outgoing);
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      errors.push(error);
      incoming.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub listens on no port');

  const stop = async () => {
    server.closeAllConnections();
    agent.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
    const seen = errors.splice(0);
    if (seen.length > 0) throw new AggregateError(seen, `the stub failed: ${seen.join('; ')}`);
  };
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    forget: () => {
      requests.length = 0;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const isSeveral = (answers: Answers | readonly Answers[]): answers is readonly Answers[] =>
  Array.isArray(answers);

async function firstReply(
  sets: readonly Answers[],
  call: Call,
  upstream: () => Promise<Answer>,
): Promise<Reply> {
  const names =
    SERVICES[call.service] === undefined ? [call.client, call.service] : [call.client || call.service];
  const keys = [
    ...names.map((name) => `${name}:${call.operation}`),
    ...names.map((name) => `${name}:*`),
    '*',
  ];
  for (const answerer of sets.flatMap((set) => keys.flatMap((key) => set[key] ?? []))) {
    const reply = await answerer(call, upstream);
    if (reply) return reply;
  }
  return undefined;
}

async function rawOf(incoming: IncomingMessage): Promise<RawRequest> {
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: incoming.headers,
    body: await bodyOf(incoming),
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Sends the request on with every header it came with: moto checks the signature, which covers the host. */
async function forward(raw: RawRequest, upstream: string | undefined, agent: Agent): Promise<Answer> {
  if (!upstream) {
    const { service, operation } = recognise(raw);
    throw new Error(`nothing answers ${service}:${operation}`);
  }
  const headers = Object.fromEntries(
    Object.entries(raw.headers).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value] : value,
    ]),
  );
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    open(new URL(raw.url, upstream), { method: raw.method, headers, agent })
      .once('response', resolve)
      .once('error', reject)
      .end(raw.body);
  });
  return {
    status: incoming.statusCode ?? 502,
    headers: Object.fromEntries(
      READ_HEADERS.flatMap((name) => {
        const value = incoming.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    ),
    body: await bodyOf(incoming),
  };
}

/** Headers of an answer that the SDK reads. */
const READ_HEADERS = [
  'content-type',
  'smithy-protocol',
  'x-amz-bucket-region',
  'x-amzn-errortype',
  'x-amzn-query-error',
];

function send(answer: Answer, outgoing: ServerResponse): void {
  const body = Buffer.from(answer.body);
  outgoing.writeHead(answer.status ?? 200, { ...answer.headers, 'content-length': body.length }).end(body);
}
