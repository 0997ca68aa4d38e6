import { ALL_PORTS, LAST_PORT, NO_PORTS, type PortSet, portSet } from './port-set.ts';

/** The protocols that have ports a service listens on. */
export const TRANSPORTS = ['tcp', 'udp'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** One IP protocol, or all of them. A protocol without a name here is its decimal number. */
export type Protocol = 'all' | Transport | 'icmp' | 'icmpv6' | `${number}`;

/** A text or a range that AWS does not document, and why. */
export interface MalformedTraffic {
  readonly malformed: string;
}

const ALL_PROTOCOLS = -1;
const PROTOCOL_NAMES: ReadonlyMap<number, Protocol> = new Map([
  [ALL_PROTOCOLS, 'all'],
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmpv6'],
]);

/**
 * Reads a protocol as EC2 spells it: a name, a number, or -1 for all of them. Case does not matter, and the
 * `all` of the AWS CLI is taken too.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 * https://www.iana.org/assignments/protocol-numbers
 */
export function parseProtocol(text: string | undefined): Protocol | MalformedTraffic {
  const name = text?.trim().toLowerCase();
  for (const known of PROTOCOL_NAMES.values()) if (known === name) return known;
  const number = name !== undefined && /^(-1|\d{1,3})$/.test(name) ? Number(name) : Number.NaN;
  if (!(number <= 255)) return { malformed: `"${text ?? ''}" is no IP protocol` };
  return PROTOCOL_NAMES.get(number) ?? `${number}`;
}

/**
 * The TCP or UDP ports that a rule admits. With protocol -1 a range means nothing: every port is open. ICMP
 * keeps its type and code in the same two fields, so it has no ports here, nor has any protocol but TCP and
 * UDP. Without a range, or with -1 to -1, TCP and UDP are every port.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function portsOf(
  protocol: Protocol,
  from: number | undefined,
  to: number | undefined,
): PortSet | MalformedTraffic {
  if (protocol === 'all') return ALL_PORTS;
  if (!isTransport(protocol)) return NO_PORTS;
  if ((from ?? -1) === -1 && (to ?? -1) === -1) return ALL_PORTS;
  if (from === undefined || to === undefined || !isPort(from) || !isPort(to) || from > to) {
    return { malformed: `${from ?? 'nothing'} to ${to ?? 'nothing'} is no range of ports` };
  }
  return portSet({ begin: from, end: to });
}

/** Does a rule for this protocol match traffic of that one? */
export function matchesProtocol(rule: Protocol, traffic: Protocol): boolean {
  return rule === 'all' || rule === traffic;
}

export function isTransport(protocol: Protocol): protocol is Transport {
  return protocol === 'tcp' || protocol === 'udp';
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= LAST_PORT;
}
