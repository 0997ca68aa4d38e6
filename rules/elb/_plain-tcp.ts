/** What is known of a TCP stream that a load balancer passes on as it comes. */
export interface PassedStream {
  readonly port: number | undefined;
  /** Where it goes to. */
  readonly targets: readonly {
    readonly port: number | undefined;
    /** The protocol that the load balancer itself asks the targets by on that port, to see whether they live. */
    readonly healthCheck: string | undefined;
  }[];
}

/** Ports of protocols without encryption that have a twin with TLS, https://www.iana.org/assignments/service-names-port-numbers */
const PLAIN: ReadonlyMap<number | undefined, string> = new Map([
  [23, 'Telnet'],
  [80, 'HTTP'],
  [1883, 'MQTT'],
  [8080, 'HTTP'],
]);

/** Ports of protocols that encrypt by themselves. */
const ENCRYPTED: ReadonlyMap<number | undefined, string> = new Map([
  [22, 'SSH'],
  [443, 'HTTPS'],
  [465, 'SMTP over TLS'],
  [636, 'LDAP over TLS'],
  [853, 'DNS over TLS'],
  [990, 'FTP over TLS'],
  [993, 'IMAP over TLS'],
  [995, 'POP3 over TLS'],
  [5671, 'AMQP over TLS'],
  [8443, 'HTTPS'],
  [8883, 'MQTT over TLS'],
]);

/**
 * What the stream is, as far as it can be known: the load balancer's own health check tells best, then the ports.
 * Undefined where nothing tells.
 */
export function spokenIn({
  port,
  targets,
}: PassedStream):
  | { readonly encrypted: boolean; readonly protocol: string; readonly by: string }
  | undefined {
  const plain = targets.find(({ healthCheck }) => healthCheck === 'HTTP');
  if (plain !== undefined)
    return { encrypted: false, protocol: 'HTTP', by: `its health check on port ${plain.port ?? port}` };
  if (targets.length > 0 && targets.every(({ healthCheck }) => healthCheck === 'HTTPS'))
    return { encrypted: true, protocol: 'HTTPS', by: 'its health check' };
  const ports = [port, ...targets.map((target) => target.port)];
  const encrypted = ports.find((each) => ENCRYPTED.has(each));
  if (encrypted !== undefined)
    return { encrypted: true, protocol: ENCRYPTED.get(encrypted) ?? 'TLS', by: `port ${encrypted}` };
  const open = ports.find((each) => PLAIN.has(each));
  return open === undefined
    ? undefined
    : { encrypted: false, protocol: PLAIN.get(open) ?? 'plain text', by: `port ${open}` };
}
