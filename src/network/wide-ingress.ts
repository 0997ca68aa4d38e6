import type { IpPermission } from '@aws-sdk/client-ec2';
import { type AddressSet, addressesOf, intersect, isEmpty, ofFamily, union } from './address-set.ts';
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
import { portSegments } from './port-sweep.ts';
import { sufficiency } from './sufficient-sources.ts';

/** A public IPv4 block of /8 or larger, and the rules that have to go so that it is not let in whole. */
interface WideBlock {
  readonly cidr: string;
  readonly rules: readonly IngressRule[];
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
  const unknown = unreadable.filter(({ families }) => families.includes('ipv4'));
  return {
    blocks: wideBlocks(readable),
    unknown: unknown.map(({ rule, problem, cause }) => ({
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
  const rules = new Map<string, Set<IngressRule>>();
  for (const protocol of new Set(sources.map((source) => source.protocol))) {
    for (const { holders } of portSegments(admitting(sources, protocol))) {
      const cidrs = widePublicBlocks(
        union(...holders.flatMap(({ addresses }) => wideParts.get(addresses) ?? [])),
      );
      if (cidrs.length === 0 || isInternet(holders)) continue;
      for (const cidr of cidrs) {
        const known = rules.get(cidr) ?? new Set();
        for (const rule of rulesBehind(cidr, holders)) known.add(rule);
        rules.set(cidr, known);
      }
    }
  }
  return [...rules].map(([cidr, behind]) => ({ cidr, rules: [...behind] }));
}

/** What of each set lies in a block that is wide when ports do not matter; the rest need not be looked at. */
function partsInWideBlocks(sources: readonly IngressSource[]): ReadonlyMap<AddressSet, AddressSet> {
  const sets = [...new Set(sources.map(({ addresses }) => addresses))];
  const wide = widePublicPart(union(...sets));
  return new Map(
    sets.map((set) => [set, intersect(set, wide)] as const).filter(([, part]) => !isEmpty(part)),
  );
}

function internetTest(): (holders: readonly IngressSource[]) => boolean {
  const internet = sufficiency({
    family: 'ipv4',
    addresses: ofFamily(publicSpace, 'ipv4'),
    slack: INTERNET_SLACK.ipv4,
  });
  return (holders) => internet(holders.map(({ addresses }) => addresses)).size > 0;
}

function rulesBehindBlocks(): (cidr: string, holders: readonly IngressSource[]) => IngressRule[] {
  const known = new Map<string, ReturnType<typeof sufficiency>>();
  return (cidr, holders) => {
    const sufficient =
      known.get(cidr) ?? sufficiency({ family: 'ipv4', addresses: addressesOf(cidr), slack: 1n });
    known.set(cidr, sufficient);
    return rulesFrom(holders, sufficient(holders.map(({ addresses }) => addresses)));
  };
}
