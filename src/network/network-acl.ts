import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import {
  type AddressFamily,
  type AddressSet,
  addressSet,
  intersect,
  isEmpty,
  NO_ADDRESSES,
  ofFamily,
  parseCidr,
  subtract,
  union,
} from './address-set.ts';
import { coversInternet, publicSpace } from './internet.ts';
import { hasPort } from './port-set.ts';
import { matchesProtocol, parseProtocol, portsOf, type Transport } from './protocol.ts';

/** Packets to one destination port, into the subnet or out of it. */
export interface AclTraffic {
  readonly direction: 'ingress' | 'egress';
  readonly family: AddressFamily;
  readonly protocol: Transport;
  readonly port: number;
}

/** An entry that could not be read, and why: what it would have decided is unknown. */
interface UnreadableEntry {
  readonly entry: NetworkAclEntry;
  readonly problem: string;
}

/** What a network ACL does with the public addresses on the other side. */
export interface AclDecision {
  readonly admitted: AddressSet;
  /** Addresses that an unreadable entry may have decided. */
  readonly unknown: AddressSet;
  /** The entries that decided about some public address, in the order in which they were applied. */
  readonly deciding: readonly NetworkAclEntry[];
  readonly unreadable: readonly UnreadableEntry[];
}

/** Does the whole internet get through, and which entries say so? */
export interface AclReach extends AclDecision {
  readonly reach: 'open' | 'closed' | 'unknown';
}

/**
 * Applies the entries as AWS does: in ascending order of rule number, the first that matches decides, and
 * what no entry matches is denied (the entry * of AWS is rule number 32767 in the API).
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function decideByNetworkAcl(entries: readonly NetworkAclEntry[], traffic: AclTraffic): AclDecision {
  let undecided = ofFamily(publicSpace, traffic.family);
  let admitted = NO_ADDRESSES;
  let unknown = NO_ADDRESSES;
  const deciding: NetworkAclEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  for (const entry of inOrder(entries, traffic.direction)) {
    const { addresses, problem } = matchOf(entry, traffic);
    const decided = intersect(undecided, addresses);
    if (isEmpty(decided)) continue;
    undecided = subtract(undecided, decided);
    if (problem !== undefined) {
      unknown = union(unknown, decided);
      unreadable.push({ entry, problem });
      continue;
    }
    deciding.push(entry);
    if (entry.RuleAction === 'allow') admitted = union(admitted, decided);
  }
  return { admitted, unknown, deciding, unreadable };
}

/** Whether the whole internet gets through, by the measure of coversInternet. */
export function internetReach(entries: readonly NetworkAclEntry[], traffic: AclTraffic): AclReach {
  const decision = decideByNetworkAcl(entries, traffic);
  const mayPass = union(decision.admitted, decision.unknown);
  if (coversInternet(decision.admitted, traffic.family)) return { reach: 'open', ...decision };
  return { reach: coversInternet(mayPass, traffic.family) ? 'unknown' : 'closed', ...decision };
}

/** The addresses that an entry matches, or may match when there is a problem with reading it. */
interface Match {
  readonly addresses: AddressSet;
  readonly problem?: string;
}

function matchOf(entry: NetworkAclEntry, { family, protocol, port }: AclTraffic): Match {
  const far = addressesIn(entry, family);
  const rule = parseProtocol(entry.Protocol);
  if (typeof rule === 'object') return { ...far, problem: rule.malformed };
  if (!matchesProtocol(rule, protocol)) return { addresses: NO_ADDRESSES };
  const ports = portsOf(rule, entry.PortRange?.From, entry.PortRange?.To);
  if ('malformed' in ports) return { ...far, problem: ports.malformed };
  if (!hasPort(ports, port)) return { addresses: NO_ADDRESSES };
  if (entry.RuleNumber === undefined) return { ...far, problem: 'it has no rule number' };
  if (entry.RuleAction !== 'allow' && entry.RuleAction !== 'deny') {
    return { ...far, problem: 'it neither allows nor denies' };
  }
  return far;
}

function addressesIn({ CidrBlock, Ipv6CidrBlock }: NetworkAclEntry, family: AddressFamily): Match {
  const cidr = family === 'ipv4' ? CidrBlock : Ipv6CidrBlock;
  const anywhere = ofFamily(publicSpace, family);
  if (cidr === undefined) {
    const otherFamily = family === 'ipv4' ? Ipv6CidrBlock : CidrBlock;
    return otherFamily === undefined
      ? { addresses: anywhere, problem: 'it names no CIDR block' }
      : { addresses: NO_ADDRESSES };
  }
  const block = parseCidr(cidr);
  if ('malformed' in block) return { addresses: anywhere, problem: block.malformed };
  if (block.family !== family) {
    return { addresses: anywhere, problem: `"${cidr}" is of the other address family` };
  }
  return { addresses: addressSet([block]) };
}

/** An entry without a number may come anywhere, so it comes first: it then leaves the most unknown. */
function inOrder(entries: readonly NetworkAclEntry[], direction: AclTraffic['direction']): NetworkAclEntry[] {
  return entries
    .filter(({ Egress = false }) => Egress === (direction === 'egress'))
    .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0));
}
