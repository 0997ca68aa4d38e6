import type { IpPermission, PrefixListEntry, SecurityGroupRule } from '@aws-sdk/client-ec2';
import {
  ADDRESS_FAMILIES,
  type AddressFamily,
  type AddressSet,
  addressSet,
  type CidrBlock,
  NO_ADDRESSES,
  parseCidr,
} from './address-set.ts';
import { ALL_PORTS, type PortSet } from './port-set.ts';
import { isTransport, matchesProtocol, type Protocol, parseProtocol, portsOf } from './protocol.ts';

/**
 * One inbound rule from one source, in the words and the spelling of AWS, so that it is proof and can be
 * revoked as it stands.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
 */
export type IngressRule = Pick<
  SecurityGroupRule,
  'IpProtocol' | 'FromPort' | 'ToPort' | 'CidrIpv4' | 'CidrIpv6' | 'PrefixListId' | 'Description'
>;

/** The entries of a prefix list, or the error that kept us from reading them. */
type PrefixListReading =
  | { readonly ok: true; readonly value: readonly PrefixListEntry[] }
  | { readonly ok: false; readonly error: Error };

/** By prefix list id. A list that is not in the map has not been read. */
export type PrefixLists = ReadonlyMap<string, PrefixListReading>;

/** Why it is not known whom a rule admits, and the failed reading behind it if there was one. */
export interface Unreadable {
  readonly problem: string;
  readonly cause?: Error;
}

/** A rule with what it admits. A protocol without ports has every port here: nothing narrows it. */
export interface IngressSource {
  readonly rule: IngressRule;
  readonly protocol: Protocol;
  readonly ports: PortSet;
  /** The same object for every rule that names the same CIDR or prefix list. */
  readonly addresses: AddressSet;
}

/** A rule that might admit anybody of these families, over this protocol (all if unknown) and these ports. */
export interface UnreadableSource extends Unreadable {
  readonly rule: IngressRule;
  readonly protocol: Protocol;
  readonly ports: PortSet;
  readonly families: readonly AddressFamily[];
}

export interface IngressSources {
  readonly readable: readonly IngressSource[];
  readonly unreadable: readonly UnreadableSource[];
}

/** The addresses behind a CIDR or a prefix list, and what of it could not be read. */
interface Origin {
  readonly addresses: AddressSet;
  readonly families: readonly AddressFamily[];
  readonly unreadable?: Unreadable;
}

/**
 * The rules of a security group that admit addresses, one for each CIDR or prefix list. Rules that admit
 * other security groups are left out: they name no address.
 */
export function ingressSources(
  permissions: readonly IpPermission[],
  prefixLists: PrefixLists,
): IngressSources {
  const readable: IngressSource[] = [];
  const unreadable: UnreadableSource[] = [];
  const origins = new Map<string, Origin>();
  for (const permission of permissions) {
    const traffic = trafficOf(permission);
    for (const rule of rulesOf(permission)) {
      const key = [rule.PrefixListId, rule.CidrIpv4, rule.CidrIpv6].join();
      const origin = origins.get(key) ?? originOf(rule, prefixLists);
      origins.set(key, origin);
      const { protocol, ports } = traffic;
      const problem = traffic.unreadable ?? origin.unreadable;
      if (problem !== undefined)
        unreadable.push({ rule, protocol, ports, families: origin.families, ...problem });
      if (traffic.unreadable === undefined)
        readable.push({ rule, protocol, ports, addresses: origin.addresses });
    }
  }
  return { readable, unreadable };
}

/** The sources that let in traffic of a protocol; `all` is traffic of every protocol at once. */
export function admitting(sources: readonly IngressSource[], traffic: Protocol): IngressSource[] {
  return sources.filter(({ protocol }) => matchesProtocol(protocol, traffic));
}

/** The rules whose addresses are one of these sets. */
export function rulesFrom(sources: readonly IngressSource[], sets: ReadonlySet<AddressSet>): IngressRule[] {
  return sources.filter(({ addresses }) => sets.has(addresses)).map(({ rule }) => rule);
}

/**
 * The permission to hand to RevokeSecurityGroupIngress so that exactly this rule goes.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
 */
export function revocationOf(rule: IngressRule): IpPermission {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId } = rule;
  return {
    ...defined({ IpProtocol, FromPort, ToPort }),
    ...(CidrIpv4 === undefined ? {} : { IpRanges: [{ CidrIp: CidrIpv4 }] }),
    ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6 }] }),
    ...(PrefixListId === undefined ? {} : { PrefixListIds: [{ PrefixListId }] }),
  };
}

function rulesOf(permission: IpPermission): IngressRule[] {
  const { IpProtocol, FromPort, ToPort } = permission;
  const sources: IngressRule[] = [
    ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => ({
      CidrIpv4: CidrIp ?? '',
      Description,
    })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '', Description }) => ({ CidrIpv6, Description })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId = '', Description }) => ({
      PrefixListId,
      Description,
    })),
  ];
  return sources.map((source) => defined({ IpProtocol, FromPort, ToPort, ...source }));
}

function trafficOf(permission: IpPermission): {
  protocol: Protocol;
  ports: PortSet;
  unreadable?: Unreadable;
} {
  const protocol = parseProtocol(permission.IpProtocol);
  if (typeof protocol === 'object') {
    return { protocol: 'all', ports: ALL_PORTS, unreadable: { problem: protocol.malformed } };
  }
  if (!isTransport(protocol)) return { protocol, ports: ALL_PORTS };
  const ports = portsOf(protocol, permission.FromPort, permission.ToPort);
  return 'malformed' in ports
    ? { protocol, ports: ALL_PORTS, unreadable: { problem: ports.malformed } }
    : { protocol, ports };
}

function originOf(rule: IngressRule, prefixLists: PrefixLists): Origin {
  if (rule.PrefixListId !== undefined) return prefixListOrigin(rule.PrefixListId, prefixLists);
  return rule.CidrIpv4 === undefined
    ? cidrOrigin([rule.CidrIpv6], ['ipv6'])
    : cidrOrigin([rule.CidrIpv4], ['ipv4']);
}

function prefixListOrigin(id: string, prefixLists: PrefixLists): Origin {
  const reading = prefixLists.get(id);
  if (reading?.ok) {
    return cidrOrigin(
      reading.value.map(({ Cidr }) => Cidr),
      ADDRESS_FAMILIES,
    );
  }
  const unreadable: Unreadable =
    reading === undefined
      ? { problem: `the entries of prefix list ${id} were not read` }
      : { problem: `the entries of prefix list ${id} could not be read`, cause: reading.error };
  return { addresses: NO_ADDRESSES, families: ADDRESS_FAMILIES, unreadable };
}

function cidrOrigin(cidrs: readonly (string | undefined)[], families: readonly AddressFamily[]): Origin {
  const blocks: CidrBlock[] = [];
  const problems: string[] = [];
  for (const cidr of cidrs) {
    const block = parseCidr(cidr ?? '');
    if ('malformed' in block) problems.push(block.malformed);
    else if (families.includes(block.family)) blocks.push(block);
    else problems.push(`"${cidr ?? ''}" is of the other address family`);
  }
  const origin = { addresses: addressSet(blocks), families };
  return problems.length === 0 ? origin : { ...origin, unreadable: { problem: problems.join('; ') } };
}

/** Without the fields that AWS left out, so that evidence shows what it said and nothing else. */
function defined<T extends object>(fields: T): T {
  const kept = { ...fields };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}
