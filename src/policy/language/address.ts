import {
  ADDRESS_FAMILIES,
  addressSet,
  type CidrBlock,
  cidrBlock,
  parseAddress,
} from '../../network/address-set.ts';

/**
 * The addresses that a value of IpAddress or NotIpAddress names: a block such as `203.0.113.0/24` or `2001:db8::/32`,
 * or one address: "If you specify an IP address without the associated routing prefix, IAM uses the default prefix
 * value of /32." Undefined for anything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseRange(text: string): CidrBlock | undefined {
  const [start = '', length, ...rest] = text.trim().split('/');
  const address = rest.length === 0 && length !== '' ? parseAddress(start) : undefined;
  return address && cidrBlock(address, length === undefined ? undefined : Number(length));
}

/** Whether the range has all addresses of the other. */
export function holds(range: CidrBlock, other: CidrBlock): boolean {
  return (
    range.family === other.family &&
    range.addresses.from <= other.addresses.from &&
    other.addresses.until <= range.addresses.until
  );
}

/** The ranges with neighbours and overlaps joined. */
export function joined(ranges: readonly CidrBlock[]): CidrBlock[] {
  const all = addressSet(ranges);
  return ADDRESS_FAMILIES.flatMap((family) => all[family].map((addresses) => ({ family, addresses })));
}

/** How many addresses the range has. */
export function sizeOf({ addresses: { from, until } }: CidrBlock): bigint {
  return until - from;
}
