import { isIP } from 'node:net';

/** Addresses of one family from first to last, as numbers. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * A block such as `203.0.113.0/24` or `2001:db8::/32`, or one address; undefined for anything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  if (length === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined;
  const free = (1n << BigInt(bits - prefix)) - 1n;
  const number = version === 4 ? parseIpv4(address) : parseIpv6(address);
  return { bits, first: number & ~free, last: number | free };
}

function parseIpv4(address: string): bigint {
  return address.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function parseIpv6(address: string): bigint {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const ipv4 = tail?.[2] === undefined ? undefined : parseIpv4(tail[2]);
  const hex =
    ipv4 === undefined
      ? address
      : `${tail?.[1]}${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`;
  const [head = '', rest] = hex.split('::');
  const before = groups(head);
  const after = groups(rest ?? '');
  const zeros = Array<bigint>(8 - before.length - after.length).fill(0n);
  return [...before, ...zeros, ...after].reduce((number, group) => (number << 16n) | group, 0n);
}

function groups(text: string): bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`));
}

export function holds(range: AddressRange, address: AddressRange): boolean {
  return range.bits === address.bits && range.first <= address.first && address.last <= range.last;
}

/** The ranges with neighbours and overlaps joined. */
export function joined(ranges: readonly AddressRange[]): AddressRange[] {
  const result: AddressRange[] = [];
  const inOrder = [...ranges].sort((a, b) => a.bits - b.bits || (a.first < b.first ? -1 : 1));
  for (const range of inOrder) {
    const before = result.at(-1);
    if (before && before.bits === range.bits && range.first <= before.last + 1n) {
      if (range.last > before.last) result[result.length - 1] = { ...before, last: range.last };
    } else result.push(range);
  }
  return result;
}
