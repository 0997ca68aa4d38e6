import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import { ADDRESS_FAMILIES, type AddressFamily, ofFamily } from './address-set.ts';
import {
  admitting,
  type IngressRule,
  type IngressSource,
  ingressSources,
  type PrefixLists,
  rulesFrom,
  type Unreadable,
  type UnreadableSource,
} from './ingress-source.ts';
import { INTERNET_SLACK, publicSpace } from './internet.ts';
import * as intervals from './interval-set.ts';
import { type PortRange, type PortSet, portRanges, portSet } from './port-set.ts';
import { portSegments } from './port-sweep.ts';
import { matchesProtocol, TRANSPORTS, type Transport } from './protocol.ts';
import { sufficiency } from './sufficient-sources.ts';

/** TCP, UDP, or every IP protocol at once. */
export type OpenProtocol = Transport | 'all';

/** Ports that a protocol opens in one address family. */
export interface IngressRange extends PortRange {
  readonly protocol: OpenProtocol;
  readonly family: AddressFamily;
}

/** Ports that the whole internet reaches, and the rules that have to go to close them. */
interface OpenRange extends IngressRange {
  readonly rules: readonly IngressRule[];
}

/** Ports of which nobody can say whether the internet reaches them, the rule in question, and why. */
export interface UnknownRange extends IngressRange, Unreadable {
  readonly rule: IngressRule;
}

export interface InternetIngress {
  readonly open: readonly OpenRange[];
  /** Never overlaps `open` of the same protocol and family: what is open anyway needs no more reading. */
  readonly unknown: readonly UnknownRange[];
}

export const OPEN_PROTOCOLS: readonly OpenProtocol[] = [...TRANSPORTS, 'all'];

/**
 * The ports that a security group opens to the whole internet, as the union of all its rules: CIDRs and
 * prefix lists of several permissions add up where their ports overlap. A permission for every protocol
 * counts under tcp and udp, and a third time under `all`.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function internetIngress(
  permissions: readonly IpPermission[],
  prefixLists: PrefixLists,
): InternetIngress {
  const { readable, unreadable } = ingressSources(permissions, prefixLists);
  const open = ADDRESS_FAMILIES.flatMap((family) => openRanges(readable, family));
  return { open, unknown: unreadable.flatMap((source) => unknownRanges(source, open)) };
}

/** The ports of these ranges under one protocol, in one family or in either. */
export function portsIn(
  ranges: readonly IngressRange[],
  protocol: OpenProtocol,
  family?: AddressFamily,
): PortSet {
  return portSet(
    ...ranges.filter((range) => range.protocol === protocol && (family ?? range.family) === range.family),
  );
}

/** The ranges under one protocol that hold a port. */
export function rangesAt<R extends IngressRange>(
  ranges: readonly R[],
  protocol: OpenProtocol,
  port: number,
): R[] {
  return ranges.filter((range) => range.protocol === protocol && range.begin <= port && port <= range.end);
}

/** Ids of the groups that a rule of another group names, inbound or outbound. A group naming itself is no use. */
export function groupsNamedByOthers(groups: readonly SecurityGroup[]): ReadonlySet<string> {
  return new Set(groups.flatMap((group) => namedGroups(group).filter((id) => id !== group.GroupId)));
}

function namedGroups({ IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup): string[] {
  return [...IpPermissions, ...IpPermissionsEgress]
    .flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs)
    .flatMap(({ GroupId }) => GroupId ?? []);
}

function openRanges(sources: readonly IngressSource[], family: AddressFamily): OpenRange[] {
  const sufficient = sufficiency({
    family,
    addresses: ofFamily(publicSpace, family),
    slack: INTERNET_SLACK[family],
  });
  return OPEN_PROTOCOLS.flatMap((protocol) => {
    const ranges: OpenRange[] = [];
    for (const { from, until, holders } of portSegments(admitting(sources, protocol))) {
      const sets = sufficient(holders.map(({ addresses }) => addresses));
      if (sets.size === 0) continue;
      const rules = rulesFrom(holders, sets);
      const last = ranges.at(-1);
      if (last !== undefined && last.end === from - 1 && sameRules(last.rules, rules)) {
        ranges[ranges.length - 1] = { ...last, end: until - 1 };
      } else ranges.push({ protocol, family, begin: from, end: until - 1, rules });
    }
    return ranges;
  });
}

function unknownRanges(source: UnreadableSource, open: readonly OpenRange[]): UnknownRange[] {
  const { rule, problem, cause } = source;
  const why = cause === undefined ? { problem } : { problem, cause };
  return source.families.flatMap((family) =>
    OPEN_PROTOCOLS.filter((protocol) => matchesProtocol(source.protocol, protocol)).flatMap((protocol) =>
      portRanges(intervals.subtract(source.ports, portsIn(open, protocol, family))).map((range) => ({
        protocol,
        family,
        ...range,
        rule,
        ...why,
      })),
    ),
  );
}

function sameRules(a: readonly IngressRule[], b: readonly IngressRule[]): boolean {
  return a.length === b.length && a.every((rule) => b.includes(rule));
}
