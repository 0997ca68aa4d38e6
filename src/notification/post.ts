import { type ClientRequest, type IncomingMessage, request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Network } from '../aws/http-agents.ts';

/** A webhook that did not take what it was told. The message names its host alone: the rest of its address is a secret. */
export class NotificationError extends Error {
  override readonly name = 'NotificationError';
}

/** Milliseconds that an attempt may take. */
const PATIENCE = 10_000;
/** Milliseconds before the second and the third attempt. */
const BACK_OFF = [500, 2_000];
/** Characters of an answer that are told. */
const FIRST_WORDS = 80;
/** Characters of an answer that are looked at. */
const MOST_LOOKED_AT = 4_000;

export interface PostOptions {
  readonly network: Network;
  /** Sent as `Authorization: Bearer`, where there is one. */
  readonly token: string | undefined;
  /** Ends the attempts: somebody does not want to wait for them. */
  readonly signal: AbortSignal;
}

/**
 * Posts JSON to a webhook, up to three times where it is busy, broken or not reached. Redirections are not followed: they
 * would take the token elsewhere.
 * @throws NotificationError
 */
export async function post(url: URL, body: string, options: PostOptions): Promise<void> {
  let failure = '';
  for (const wait of [0, ...BACK_OFF]) {
    await sleep(wait, undefined, { signal: options.signal }).catch(() => {});
    if (options.signal.aborted) break;
    const attempt = await attemptTo(url, body, options);
    if (attempt.status === 'taken') return;
    failure = attempt.why;
    if (attempt.status === 'refused') break;
  }
  if (options.signal.aborted) failure = 'it was interrupted';
  throw new NotificationError(`The webhook at ${url.host} was not told of the new findings: ${failure}.`);
}

type Attempt = { readonly status: 'taken' } | { readonly status: 'refused' | 'failed'; readonly why: string };

async function attemptTo(url: URL, body: string, options: PostOptions): Promise<Attempt> {
  const given = new AbortController();
  const giveUp = () => given.abort();
  const patience = setTimeout(giveUp, PATIENCE);
  options.signal.addEventListener('abort', giveUp);
  try {
    const answer = await send(url, body, { ...options, signal: given.signal });
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) {
      answer.resume();
      return { status: 'taken' };
    }
    const words = withoutSecrets(await firstWords(answer), [
      ...secretsIn(url),
      ...(options.token === undefined ? [] : [options.token]),
    ]);
    const why = `HTTP ${status}${words === '' ? '' : `, ${JSON.stringify(words)}`}`;
    return { status: status === 429 || status >= 500 ? 'failed' : 'refused', why };
  } catch (error) {
    return { status: 'failed', why: reasonOf(error) };
  } finally {
    clearTimeout(patience);
    options.signal.removeEventListener('abort', giveUp);
  }
}

async function send(
  url: URL,
  body: string,
  { network, token, signal }: PostOptions,
): Promise<IncomingMessage> {
  const proxy = network.proxyTo(url.href);
  const trust = network.trusted === undefined ? {} : { ca: network.trusted };
  const agents =
    proxy === undefined ? undefined : (await import('../aws/proxy-agents.ts')).proxyAgents(proxy, trust);
  const isSecure = url.protocol === 'https:';
  const settings: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    signal,
    ...(agents === undefined ? trust : { agent: isSecure ? agents.httpsAgent : agents.httpAgent }),
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (isSecure ? secure : plain)(url, settings, resolve);
    request.on('error', (error) =>
      reject(error.name === 'AbortError' ? new Error('no answer in 10 s', { cause: error }) : error),
    );
    request.end(body);
  });
}

/** A host with several addresses has an error for each, and then the message of all of them is empty. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  return first instanceof Error ? first.message || first.name : String(first);
}

async function firstWords(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > MOST_LOOKED_AT) break;
  }
  return text.slice(0, MOST_LOOKED_AT);
}

/** What of an address a server might repeat where it does not know it, as `Cannot POST /services/…`, the longest first. */
function secretsIn({ pathname, search, searchParams }: URL): string[] {
  const said = [pathname + search, pathname, search, ...pathname.split('/'), ...searchParams.values()];
  return [...new Set([...said, ...said.map(decoded)])].filter((text) => text.length > 3);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first words, cut only when no secret stands in them: half of one would not be found. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
    .slice(0, FIRST_WORDS)
    .trim();
}
