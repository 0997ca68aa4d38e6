import type { AddressFamily } from './address-set.ts';
import { portRanges } from './port-set.ts';
import { type IngressRange, OPEN_PROTOCOLS, portsIn } from './security-group.ts';
import type { ServicePort } from './service-port.ts';

/** Items that a sentence names before it only counts the rest. */
const NAMED = 4;

const AND = new Intl.ListFormat('en', { type: 'conjunction' });
const OR = new Intl.ListFormat('en', { type: 'disjunction' });

const FAMILY_NAMES: Readonly<Record<AddressFamily, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** `SSH (tcp 22) and RDP (tcp 3389)` */
export function servicesInWords(services: readonly ServicePort[]): string {
  return someOf(services.map((service) => `${service.name} (${rangeInWords(service)})`));
}

/** `tcp 8443, tcp 9000-9100, and udp 53` */
export function portsInWords(ranges: readonly IngressRange[]): string {
  return someOf(ranges.map(rangeInWords));
}

/** `every port of every protocol` or `every TCP and UDP port`, for ranges that are every port of their protocol. */
export function everyPortInWords(ranges: readonly IngressRange[]): string {
  return ranges.some(({ protocol }) => protocol === 'all')
    ? 'every port of every protocol'
    : `every ${someOf(ranges.map(({ protocol }) => protocol.toUpperCase()))} port`;
}

/** `IPv4`, `IPv6`, `IPv4 and IPv6` where the same ports are open in both, or else `IPv4 or IPv6`. */
export function familiesInWords(ranges: readonly IngressRange[]): string {
  const families = [...new Set(ranges.map(({ family }) => family))];
  const open = families.map((family) =>
    JSON.stringify(OPEN_PROTOCOLS.map((protocol) => portRanges(portsIn(ranges, protocol, family)))),
  );
  const alike = new Set(open).size < 2;
  return (alike ? AND : OR).format(families.map((family) => FAMILY_NAMES[family]));
}

/** `a, b, and c`, each once; of many the first, and how many more there are. */
export function someOf(words: readonly string[]): string {
  const all = [...new Set(words)];
  return AND.format(all.length > NAMED ? [...all.slice(0, NAMED), `${all.length - NAMED} more`] : all);
}

function rangeInWords({ protocol, begin, end }: Omit<IngressRange, 'family'>): string {
  return `${protocol} ${begin === end ? begin : `${begin}-${end}`}`;
}
