import type { AgentOptions } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

/** A proxy that cannot be reached, or lets nobody through. */
class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** Told to the SDK: another attempt may do. */
  readonly $retryable: object | undefined;
  constructor(message: string, { again, ...options }: ErrorOptions & { readonly again: boolean }) {
    super(message, options);
    this.$retryable = again ? {} : undefined;
  }
}

/** What speaks to a proxy for HTTP and for HTTPS. Its errors are sentences that name the proxy. */
export function proxyAgents(proxy: string, options: AgentOptions) {
  return { httpAgent: new Plain(proxy, options), httpsAgent: new Tunnel(proxy, options) };
}

class Plain extends HttpProxyAgent<string> {
  override async connect(...args: Parameters<HttpProxyAgent<string>['connect']>) {
    return super.connect(...args).catch((error: unknown) => {
      throw unreachable(this.proxy, error);
    });
  }
}

class Tunnel extends HttpsProxyAgent<string> {
  readonly #trusted: Pick<AgentOptions, 'ca'>;

  constructor(proxy: string, options: AgentOptions) {
    super(proxy, options);
    this.#trusted = options.ca === undefined ? {} : { ca: options.ca };
  }

  override async connect(...[request, target]: Parameters<HttpsProxyAgent<string>['connect']>) {
    let refusal: { readonly statusCode: number; readonly statusText: string } | undefined;
    request.once('proxyConnect', (answer) => {
      if (answer.statusCode !== 200) refusal = answer;
    });
    // The agent gives its options to the connection with the proxy alone.
    const socket = await super.connect(request, { ...target, ...this.#trusted }).catch((error: unknown) => {
      throw unreachable(this.proxy, error);
    });
    if (refusal === undefined) return socket;
    // The answer of a proxy would be read as one of AWS.
    socket.destroy();
    const { statusCode, statusText } = refusal;
    throw new ProxyError(
      `the proxy ${this.proxy.host} answered ${statusCode} ${statusText} when it was asked for ${target.host}`,
      { again: statusCode >= 500 },
    );
  }
}

/** The host without the password that may stand before it. */
const unreachable = ({ host }: URL, cause: unknown) =>
  new ProxyError(`the proxy ${host} cannot be reached: ${cause instanceof Error ? cause.message : cause}`, {
    cause,
    again: true,
  });
