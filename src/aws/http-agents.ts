import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { HttpRequest } from '@smithy/core/protocols';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** How connections leave this machine. */
export interface Network {
  /** Certificates in PEM that are trusted in place of those that Node trusts. */
  readonly trusted?: string | undefined;
  /** The HTTP proxy to go through to this URL; undefined for none. */
  readonly proxyTo: (url: string) => string | undefined;
}

/** Straight to AWS, trusting whom Node trusts. */
export const DIRECT: Network = { proxyTo: () => undefined };

export interface HandlerOptions {
  readonly network: Network;
  /** Milliseconds until a connection stands. */
  readonly connectWithin: number;
}

/** Connections to one host that are kept open with nothing to do. */
const IDLE_CONNECTIONS = 8;

/** Keep-alive handlers, one straight to AWS and one for each proxy, each made when the first request needs it. */
export class HttpHandlers {
  readonly #options: HandlerOptions;
  readonly #handlers = new Map<string, Promise<NodeHttpHandler>>();

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  /** The handler that carries a request. */
  for({ protocol, hostname, port }: HttpRequest): Promise<NodeHttpHandler> {
    const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
    const proxy = this.#options.network.proxyTo(url) ?? '';
    const made = this.#handlers.get(proxy) ?? this.#make(proxy);
    this.#handlers.set(proxy, made);
    return made;
  }

  /** Closes what is kept open. */
  destroy(): void {
    for (const handler of this.#handlers.values()) void handler.then((made) => made.destroy());
  }

  async #make(proxy: string): Promise<NodeHttpHandler> {
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const { network, connectWithin } = this.#options;
    // As many sockets as there are calls in flight, and those of calls that left their place for others.
    const agent = { keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS };
    const secure = { ...agent, ...(network.trusted === undefined ? {} : { ca: network.trusted }) };
    const agents =
      proxy === ''
        ? { httpAgent: new HttpAgent(agent), httpsAgent: new HttpsAgent(secure) }
        : (await import('./proxy-agents.ts')).proxyAgents(proxy, secure);
    return new NodeHttpHandler({ ...agents, connectionTimeout: connectWithin });
  }
}
