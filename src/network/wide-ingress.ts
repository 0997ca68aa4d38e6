import type { IpPermission } from '@aws-sdk/client-ec2';
import {
  type AddressFamily,
  type AddressSet,
  addressesOf,
  intersect,
  isEmpty,
  ofFamily,
  union,
} from './address-set.ts';
import {
  admitting,
  type IngressRule,
  type IngressSource,
  ingressSources,
  type PrefixLists,
  rulesFrom,
  type Unreadable,
} from './ingress-source.ts';
import { INTERNET_SLACK, publicSpace, widePublicBlocks, widePublicPart } from './internet.ts';
import { portRanges } from './port-set.ts';
import { type PortSegment, portSegments } from './port-sweep.ts';
import { isTransport, type Protocol, TRANSPORTS, type Transport } from './protocol.ts';
import { type IngressRange, portsIn } from './security-group.ts';
import { sufficiency } from './sufficient-sources.ts';

/** A public block of /8 or larger (IPv6: /12), and the rules that have to go so that it is not let in whole. */
export interface WideBlock {
  readonly cidr: string;
  readonly rules: readonly IngressRule[];
  /** The TCP and UDP ports that it reaches. */
  readonly openPortRanges: readonly IngressRange[];
}

export interface WideIngress {
  readonly blocks: readonly WideBlock[];
  /** Rules that may let in such a block, or help to. */
  readonly unknown: readonly ({ readonly rule: IngressRule } & Unreadable)[];
}

/**
 * The wide public blocks that a security group lets in, over any protocol: blocks add up where protocol and
 * ports overlap, and none is named where the whole internet is let in anyway.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function wideIngress(permissions: readonly IpPermission[], prefixLists: PrefixLists): WideIngress {
  const { readable, unreadable } = ingressSources(permissions, prefixLists);
  return {
    blocks: wideBlocks(readable),
    unknown: unreadable.map(({ rule, problem, cause }) => ({
      rule,
      problem,
      ...(cause === undefined ? {} : { cause }),
    })),
  };
}

function wideBlocks(sources: readonly IngressSource[]): WideBlock[] {
  const wideParts = partsInWideBlocks(sources);
  if (wideParts.size === 0) return [];
  const isInternet = internetTest();
  const rulesBehind = rulesBehindBlocks();
  const found = new Map<string, { rules: Set<IngressRule>; ranges: IngressRange[] }>();
  for (const protocol of new Set(sources.map((source) => source.protocol))) {
    for (const segment of portSegments(admitting(sources, protocol))) {
      const { holders } = segment;
      const wide = union(...holders.flatMap(({ addresses }) => wideParts.get(addresses) ?? []));
      for (const cidr of widePublicBlocks(wide)) {
        const family = familyOf(cidr);
        if (isInternet(family, holders)) continue;
        const block = found.get(cidr) ?? { rules: new Set(), ranges: [] };
        found.set(cidr, block);
        for (const rule of rulesBehind(cidr, holders)) block.rules.add(rule);
        block.ranges.push(...rangesOfSegment(segment, protocol, family));
      }
    }
  }
  return [...found].map(([cidr, { rules, ranges }]) => ({
    cidr,
    rules: [...rules],
    openPortRanges: TRANSPORTS.flatMap((protocol) => merged(ranges, protocol, familyOf(cidr))),
  }));
}

function familyOf(cidr: string): AddressFamily {
  return cidr.includes(':') ? 'ipv6' : 'ipv4';
}

/** Ports are of TCP and UDP alone; a rule for every protocol is one for both. */
function rangesOfSegment(
  { from, until }: PortSegment<IngressSource>,
  protocol: Protocol,
  family: AddressFamily,
): IngressRange[] {
  const transports: readonly Transport[] =
    protocol === 'all' ? TRANSPORTS : isTransport(protocol) ? [protocol] : [];
  return transports.map((transport) => ({ protocol: transport, family, begin: from, end: until - 1 }));
}

function merged(ranges: readonly IngressRange[], protocol: Transport, family: AddressFamily): IngressRange[] {
  return portRanges(portsIn(ranges, protocol)).map((range) => ({ protocol, family, ...range }));
}

/** What of each set lies in a block that is wide when ports do not matter; the rest need not be looked at. */
function partsInWideBlocks(sources: readonly IngressSource[]): ReadonlyMap<AddressSet, AddressSet> {
  const sets = [...new Set(sources.map(({ addresses }) => addresses))];
  const wide = widePublicPart(union(...sets));
  return new Map(
    sets.map((set) => [set, intersect(set, wide)] as const).filter(([, part]) => !isEmpty(part)),
  );
}

function internetTest(): (family: AddressFamily, holders: readonly IngressSource[]) => boolean {
  const whole = (family: AddressFamily) =>
    sufficiency({ family, addresses: ofFamily(publicSpace, family), slack: INTERNET_SLACK[family] });
  const internet = { ipv4: whole('ipv4'), ipv6: whole('ipv6') };
  return (family, holders) => internet[family](holders.map(({ addresses }) => addresses)).size > 0;
}

function rulesBehindBlocks(): (cidr: string, holders: readonly IngressSource[]) => IngressRule[] {
  const known = new Map<string, ReturnType<typeof sufficiency>>();
  return (cidr, holders) => {
    const sufficient =
      known.get(cidr) ?? sufficiency({ family: familyOf(cidr), addresses: addressesOf(cidr), slack: 1n });
    known.set(cidr, sufficient);
    return rulesFrom(holders, sufficient(holders.map(({ addresses }) => addresses)));
  };
}
