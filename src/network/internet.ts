import {
  ADDRESS_FAMILIES,
  type AddressFamily,
  type AddressSet,
  addressesOf,
  addressSet,
  intersect,
  ofFamily,
  parseCidr,
  size,
  subtract,
  toCidrs,
  union,
} from './address-set.ts';

/** Blocks of at least a /8 that hold no public address at all. */
const SPECIAL_IPV4_BLOCKS_OF_8 = addressesOf(
  '0.0.0.0/8', // this network, RFC 791
  '10.0.0.0/8', // private, RFC 1918
  '127.0.0.0/8', // loopback, RFC 1122
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved, RFC 1112
);

/** All IPv4, and the only IPv6 space given out as global unicast, RFC 4291. */
const UNICAST = addressesOf('0.0.0.0/0', '2000::/3');

/** What the IANA registries call not globally reachable, and multicast. */
const NOT_GLOBALLY_REACHABLE = union(
  SPECIAL_IPV4_BLOCKS_OF_8,
  addressesOf(
    '100.64.0.0/10', // shared address space, RFC 6598
    '169.254.0.0/16', // link local, RFC 3927
    '172.16.0.0/12', // private, RFC 1918
    '192.0.0.0/24', // IETF protocol assignments, RFC 6890
    '192.0.2.0/24', // documentation, RFC 5737
    '192.168.0.0/16', // private, RFC 1918
    '198.18.0.0/15', // benchmarking, RFC 2544
    '198.51.100.0/24', // documentation, RFC 5737
    '203.0.113.0/24', // documentation, RFC 5737
    '2001::/23', // IETF protocol assignments, RFC 2928
    '2001:db8::/32', // documentation, RFC 3849
    '3fff::/20', // documentation, RFC 9637
  ),
);

/** Assignments inside the blocks above that the registries call globally reachable. */
const GLOBALLY_REACHABLE_WITHIN = addressesOf(
  '192.0.0.9/32', // Port Control Protocol anycast, RFC 7723
  '192.0.0.10/32', // TURN anycast, RFC 8155
  '2001:1::1/128', // Port Control Protocol anycast, RFC 7723
  '2001:1::2/128', // TURN anycast, RFC 8155
  '2001:1::3/128', // DNS-SD registration anycast, RFC 9665
  '2001:3::/32', // AMT, RFC 7450
  '2001:4:112::/48', // AS112, RFC 7535
  '2001:20::/28', // ORCHIDv2, RFC 7343
  '2001:30::/28', // drone remote id, RFC 9374
);

/**
 * The internet: unicast addresses that are globally reachable. For IPv6 that is within 2000::/3, the only
 * space given out as global unicast (RFC 4291), so ::/0 and 2000::/3 are the same internet.
 * An entry that the registries mark N/A (6to4, its relays, Teredo) stays as the space around it.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export const publicSpace: AddressSet = union(
  subtract(UNICAST, NOT_GLOBALLY_REACHABLE),
  GLOBALLY_REACHABLE_WITHIN,
);

/**
 * A set is the internet when it leaves out fewer public addresses than this: a /8 of IPv4, and the same
 * 1/256 of 2000::/3, a /11, of IPv6. Whoever carves a few blocks out of 0.0.0.0/0 is still open to the
 * internet; whoever leaves out a /8 or more is not, and {@link widePublicBlocks} still names what is left.
 */
export const INTERNET_SLACK: Readonly<Record<AddressFamily, bigint>> = { ipv4: 1n << 24n, ipv6: 1n << 117n };

/** Does the set hold the whole internet of this family, but for less than {@link INTERNET_SLACK}? */
export function coversInternet(set: AddressSet, family: AddressFamily): boolean {
  return size(subtract(publicSpace, set), family) < INTERNET_SLACK[family];
}

/**
 * The longest prefix of a wide block: what IANA gives to a registry, which gives it to the networks of a continent.
 * https://www.iana.org/assignments/ipv4-address-space
 * https://www.iana.org/assignments/ipv6-unicast-address-assignments
 */
const WIDE_PREFIX: Readonly<Record<AddressFamily, number>> = { ipv4: 8, ipv6: 12 };

/**
 * The blocks of /8 (IPv4) or /12 (IPv6) or larger in a set that is not the whole internet of their family, as CIDRs;
 * two sibling /9s are a /8. Blocks without a public address do not count: of 10.0.0.0/7 it is 11.0.0.0/8.
 */
export function widePublicBlocks(set: AddressSet): string[] {
  return ADDRESS_FAMILIES.filter((family) => !coversInternet(set, family)).flatMap((family) =>
    wideBlocks(set, family),
  );
}

/** The part of a set in wide blocks: all that can matter to {@link widePublicBlocks}. */
export function widePublicPart(set: AddressSet): AddressSet {
  return addressesOf(...ADDRESS_FAMILIES.flatMap((family) => wideBlocks(set, family)));
}

function wideBlocks(set: AddressSet, family: AddressFamily): string[] {
  const candidates = ofFamily(subtract(intersect(set, UNICAST), SPECIAL_IPV4_BLOCKS_OF_8), family);
  return toCidrs(candidates).filter((cidr) => Number(cidr.split('/')[1]) <= WIDE_PREFIX[family]);
}

/**
 * The address families of which a list of CIDRs lets in the whole internet, in however many pieces; undefined where one of
 * them is no CIDR.
 */
export function internetFamilies(cidrs: readonly string[]): readonly AddressFamily[] | undefined {
  const blocks = cidrs.map(parseCidr);
  if (!blocks.every((block) => 'addresses' in block)) return undefined;
  const set = addressSet(blocks);
  return ADDRESS_FAMILIES.filter((family) => coversInternet(set, family));
}
