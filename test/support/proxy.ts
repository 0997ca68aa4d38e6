import { createServer, request as open } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificate.ts';

export interface Proxy extends AsyncDisposable {
  /** For HTTPS_PROXY and HTTP_PROXY. */
  readonly url: string;
  /** What it was asked to lead to, in order: `sts.us-east-1.amazonaws.com:443`, or the URL of a plain request. */
  readonly asked: readonly string[];
  /** The Proxy-Authorization headers that came. */
  readonly authorizations: ReadonlySet<string>;
}

export interface ProxyOptions {
  /** The server that stands for every host: plain HTTP. */
  readonly upstream: string;
  /** What every host shows as its certificate. */
  readonly certificate: Certificate;
  /** A status for all who want to go through, in place of the way. */
  readonly refuse?: number;
}

/** Starts a forward proxy, behind which one server plays all hosts of AWS, in TLS for those who CONNECT. */
export async function startProxy({ upstream, certificate, refuse }: ProxyOptions): Promise<Proxy> {
  const asked: string[] = [];
  const authorizations = new Set<string>();
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(upstream);
  const tls = createTlsServer({ key: certificate.key, cert: certificate.certificate }, (secure) => {
    join(secure, connect(Number(port), hostname));
  });
  const proxy = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    const { pathname, search } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const forwarded = open({ hostname, port, path: pathname + search, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  proxy.on('connect', ({ url = '', headers }, client: Socket) => {
    asked.push(url);
    authorizations.add(headers['proxy-authorization'] ?? '');
    if (refuse !== undefined) client.end(`HTTP/1.1 ${refuse} Refused\r\n\r\n<html>no</html>`);
    else {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(client, connect(portOf(tls), '127.0.0.1'));
    }
  });
  for (const server of [tls, proxy])
    server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await Promise.all(
    [tls, proxy].map((server) => new Promise<void>((up) => server.listen(0, '127.0.0.1', up))),
  );
  return {
    url: `http://127.0.0.1:${portOf(proxy)}`,
    asked,
    authorizations,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([tls, proxy].map((server) => new Promise((down) => server.close(down))));
    },
  };
}

/** Each gets what the other sends. */
function join(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy()).pipe(other);
  other.on('error', () => one.destroy()).pipe(one);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
