import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import * as intervals from './interval-set.ts';
import { type Interval, type IntervalSet, intervalSet } from './interval-set.ts';

export const ADDRESS_FAMILIES = ['ipv4', 'ipv6'] as const;
export type AddressFamily = (typeof ADDRESS_FAMILIES)[number];

/** Addresses as numbers: 32 bits wide for IPv4, 128 for IPv6. The families never mix. */
export type AddressSet = Readonly<Record<AddressFamily, IntervalSet<bigint>>>;

/** The addresses of one CIDR block. */
export interface CidrBlock {
  readonly family: AddressFamily;
  readonly addresses: Interval<bigint>;
}

/** A text that is no CIDR block, and why. A caller must report it: it admits nobody knows whom. */
export interface MalformedCidr {
  readonly malformed: string;
}

export const NO_ADDRESSES: AddressSet = { ipv4: [], ipv6: [] };

const WIDTH: Readonly<Record<AddressFamily, number>> = { ipv4: 32, ipv6: 128 };

/** One address as a number of its family's width. */
export interface Address {
  readonly family: AddressFamily;
  readonly number: bigint;
}

/**
 * Reads `a.b.c.d` or an IPv6 address; undefined for anything else. Stricter than ipaddr.js, which takes octal and
 * short IPv4 (010.0.0.0, 10.1) and IPv6 zones. IPv4-mapped IPv6 (::ffff:a.b.c.d) stays IPv6.
 */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 'ipv4', number: addressNumber(text) };
  return isIPv6(text) && !text.includes('%') ? { family: 'ipv6', number: addressNumber(text) } : undefined;
}

/**
 * The block of this prefix length around the address; undefined when the family has no such length.
 * @param length how many bits all its addresses share; left out, the address alone
 */
export function cidrBlock({ family, number }: Address, length = WIDTH[family]): CidrBlock | undefined {
  if (!Number.isInteger(length) || length < 0 || length > WIDTH[family]) return undefined;
  const size = 1n << BigInt(WIDTH[family] - length);
  const from = (number / size) * size;
  return { family, addresses: { from, until: from + size } };
}

/**
 * Reads `a.b.c.d/n` or an IPv6 CIDR. Host bits are dropped, as EC2 does: 100.68.0.18/18 is 100.68.0.0/18.
 * IPv4-mapped IPv6 stays IPv6: EC2 matches IPv4 packets by IPv4 ranges only.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 */
export function parseCidr(text: string): CidrBlock | MalformedCidr {
  const [start, prefix, ...rest] = text.split('/');
  if (start === undefined || prefix === undefined || rest.length > 0) {
    return { malformed: `"${text}" is not an address and a prefix length` };
  }
  const address = parseAddress(start);
  if (address === undefined) return { malformed: `"${text}" does not start with an IP address` };
  const block = /^\d{1,3}$/.test(prefix) ? cidrBlock(address, Number(prefix)) : undefined;
  return block ?? { malformed: `"${text}" has no prefix length from 0 to ${WIDTH[address.family]}` };
}

export function addressSet(blocks: Iterable<CidrBlock>): AddressSet {
  const all = [...blocks];
  return eachFamily((family) =>
    intervalSet(all.filter((block) => block.family === family).map((block) => block.addresses)),
  );
}

/**
 * The addresses of CIDR blocks known to be well formed, such as constants.
 * @throws RangeError on a malformed one; what AWS returned goes through {@link parseCidr}.
 */
export function addressesOf(...cidrs: readonly string[]): AddressSet {
  return addressSet(
    cidrs.map((cidr) => {
      const block = parseCidr(cidr);
      if ('malformed' in block) throw new RangeError(block.malformed);
      return block;
    }),
  );
}

export function union(...sets: readonly AddressSet[]): AddressSet {
  return eachFamily((family) => intervals.union(...sets.map((set) => set[family])));
}

export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  return eachFamily((family) => intervals.intersect(a[family], b[family]));
}

/** What is in a and not in b. */
export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  return eachFamily((family) => intervals.subtract(a[family], b[family]));
}

/** Is every address of `part` in `whole`? */
export function covers(whole: AddressSet, part: AddressSet): boolean {
  return ADDRESS_FAMILIES.every((family) => intervals.covers(whole[family], part[family]));
}

export function isEmpty(set: AddressSet): boolean {
  return ADDRESS_FAMILIES.every((family) => set[family].length === 0);
}

/** How many addresses of one family a set holds. */
export function size(set: AddressSet, family: AddressFamily): bigint {
  return set[family].reduce((sum, { from, until }) => sum + (until - from), 0n);
}

/** The addresses of one family alone. */
export function ofFamily(set: AddressSet, family: AddressFamily): AddressSet {
  return { ...NO_ADDRESSES, [family]: set[family] };
}

/** The fewest CIDR blocks that make up the set, IPv4 first, ascending. */
export function toCidrs(set: AddressSet): string[] {
  return ADDRESS_FAMILIES.flatMap((family) => set[family].flatMap((interval) => cidrsOf(interval, family)));
}

function cidrsOf({ from, until }: Interval<bigint>, family: AddressFamily): string[] {
  const cidrs: string[] = [];
  for (let start = from; start < until; ) {
    let hostBits = 0;
    while (hostBits < WIDTH[family] && fitsBlock(start, until, hostBits + 1)) hostBits += 1;
    cidrs.push(`${addressText(start, family)}/${WIDTH[family] - hostBits}`);
    start += 1n << BigInt(hostBits);
  }
  return cidrs;
}

function fitsBlock(start: bigint, until: bigint, hostBits: number): boolean {
  const length = 1n << BigInt(hostBits);
  return start % length === 0n && start + length <= until;
}

function addressNumber(address: string): bigint {
  // ipaddr.js reads ::1.2.3.4 as the IPv4-mapped ::ffff:1.2.3.4; spelled 0::1.2.3.4 it reads what is written.
  const bytes = ipaddr.parse(address.replace(/^::(?=\d+\.)/, '0::')).toByteArray();
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function addressText(number: bigint, family: AddressFamily): string {
  const bytes = Array.from({ length: WIDTH[family] / 8 }, (_, i) =>
    Number((number >> BigInt(WIDTH[family] - 8 * (i + 1))) & 0xffn),
  );
  return family === 'ipv4' ? new ipaddr.IPv4(bytes).toString() : new ipaddr.IPv6(bytes).toRFC5952String();
}

function eachFamily(addresses: (family: AddressFamily) => IntervalSet<bigint>): AddressSet {
  return { ipv4: addresses('ipv4'), ipv6: addresses('ipv6') };
}
