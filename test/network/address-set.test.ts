import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  covers,
  intersect,
  isEmpty,
  parseCidr,
  size,
  subtract,
  toCidrs,
  union,
} from '../../src/network/address-set.ts';

describe('parseCidr', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    // Host bits: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    ['100.68.0.18/18', '100.68.0.0/18'],
    ['1.2.3.4/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['2001:DB8::1/32', '2001:db8::/32'],
    ['2001:db8:0:0:0:0:0:1/128', '2001:db8::1/128'],
    ['64:ff9b::192.0.2.33/128', '64:ff9b::c000:221/128'],
    ['::1.2.3.4/128', '::102:304/128'],
  ])('reads %s as %s', (text, canonical) => {
    expect(toCidrs(addressesOf(text))).toEqual([canonical]);
  });

  it('keeps IPv4-mapped IPv6 apart from IPv4', () => {
    const mapped = addressesOf('::ffff:10.0.0.0/104');
    expect(size(mapped, 'ipv6')).toBe(1n << 24n);
    expect(isEmpty(intersect(mapped, addressesOf('10.0.0.0/8')))).toBe(true);
  });

  it.each([
    '',
    '/',
    '/0',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8.0',
    '10.0.0.0/8/8',
    '10.0.0.0/ 8',
    ' 10.0.0.0/8',
    '10.0.0/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '256.0.0.0/8',
    '::/129',
    '2001:db8:::/32',
    'fe80::1%eth0/64',
    'sg-0123456789abcdef0',
    '0.0.0.0/0\n',
  ])('refuses %j, and says what it saw', (text) => {
    expect(parseCidr(text)).toEqual({ malformed: expect.stringContaining(`"${text}"`) });
    expect(() => addressesOf(text)).toThrow(RangeError);
  });
});

describe('toCidrs', () => {
  it.each([
    [['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0']],
    [
      ['8.0.0.0/9', '8.128.0.0/9', '9.0.0.0/9'],
      ['8.0.0.0/8', '9.0.0.0/9'],
    ],
    [
      ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/32'],
      ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/32'],
    ],
    [
      ['8000::/1', '::/1', '1.1.1.1/32'],
      ['1.1.1.1/32', '::/0'],
    ],
    [[], []],
  ])('%j is %j', (cidrs, minimal) => {
    expect(toCidrs(addressesOf(...cidrs))).toEqual(minimal);
  });

  it('leaves the rest of a family around a hole', () => {
    const rest = subtract(addressesOf('::/0'), addressesOf('::/2', '4000::/2'));
    expect(toCidrs(rest)).toEqual(['8000::/1']);
  });
});

/** CIDRs among the 64 addresses from 8.0.0.0, and from 2001:db8::. */
const smallCidr = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 63 }), fc.integer({ min: 0, max: 6 }))
  .map(([ipv4, host, hostBits]) =>
    ipv4 ? `8.0.0.${host}/${32 - hostBits}` : `2001:db8::${host.toString(16)}/${128 - hostBits}`,
  );
const everyAddress = Array.from({ length: 64 }, (_, host) => [
  `8.0.0.${host}/32`,
  `2001:db8::${host.toString(16)}/128`,
]).flat();

/** Prefix match by the text book: shift the host bits away and compare. */
function matches(address: string, cidr: string): boolean {
  const [host, width] = hostAndLength(address);
  const [base, length] = hostAndLength(cidr);
  const hostBits = width - length;
  return address.includes(':') === cidr.includes(':') && host >> hostBits === base >> hostBits;
}

function hostAndLength(cidr: string): [number, number] {
  const [address = '', length] = cidr.split('/');
  return address.includes(':')
    ? [Number.parseInt(address.split('::')[1] ?? '', 16), Number(length)]
    : [Number(address.split('.')[3]), Number(length)];
}

describe('address sets against matching prefixes one address at a time', () => {
  const cidrs = fc.array(smallCidr, { maxLength: 6 });

  it('agrees on union, intersection and difference', () => {
    fc.assert(
      fc.property(cidrs, cidrs, (left, right) => {
        const [a, b] = [addressesOf(...left), addressesOf(...right)];
        for (const address of everyAddress) {
          const one = addressesOf(address);
          const inA = left.some((cidr) => matches(address, cidr));
          const inB = right.some((cidr) => matches(address, cidr));
          expect(covers(union(a, b), one)).toBe(inA || inB);
          expect(covers(intersect(a, b), one)).toBe(inA && inB);
          expect(covers(subtract(a, b), one)).toBe(inA && !inB);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('agrees on size, and comes back from its CIDRs unchanged', () => {
    fc.assert(
      fc.property(cidrs, (list) => {
        const set = addressesOf(...list);
        const held = everyAddress.filter((address) => list.some((cidr) => matches(address, cidr)));
        expect(Number(size(set, 'ipv4') + size(set, 'ipv6'))).toBe(held.length);
        expect(addressesOf(...toCidrs(set))).toEqual(set);
        expect(toCidrs(set).length).toBeLessThanOrEqual(new Set(list).size);
      }),
    );
  });
});
