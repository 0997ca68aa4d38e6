import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  covers,
  intersect,
  isEmpty,
  size,
  subtract,
  union,
} from '../../src/network/address-set.ts';
import {
  coversInternet,
  internetFamilies,
  publicSpace,
  widePublicBlocks,
} from '../../src/network/internet.ts';

describe('publicSpace, by the IANA special-purpose registries', () => {
  it.each([
    '1.1.1.1/32',
    '8.0.0.0/8',
    '11.0.0.0/8',
    '172.32.0.0/11',
    '192.0.0.9/32',
    '192.88.99.0/24',
    '223.255.255.0/24',
    '2001:1::1/128',
    '2001:20::/28',
    '2001:200::/23',
    '2002::/16',
    '2600::/12',
    '3ffe::/16',
  ])('holds all of %s', (cidr) => expect(covers(publicSpace, addressesOf(cidr))).toBe(true));

  it.each([
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.169.254/32',
    '172.16.0.0/12',
    '192.0.0.0/29',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '255.255.255.255/32',
    '::1/128',
    '::ffff:0:0/96',
    '100::/64',
    '2001:2::/48',
    '2001:db8::/32',
    '3fff::/20',
    '5f00::/16',
    'fc00::/7',
    'fe80::/10',
    'ff00::/8',
  ])('holds nothing of %s', (cidr) => expect(isEmpty(intersect(publicSpace, addressesOf(cidr)))).toBe(true));

  it('is the 3.7 thousand million addresses of IPv4 that are left', () => {
    const ofEight = 3 * 2 ** 24 + 2 * 2 ** 28; // 0/8, 10/8, 127/8, 224/4, 240/4
    const smaller = 2 ** 22 + 2 ** 20 + 2 ** 17 + 2 * 2 ** 16 + 4 * 2 ** 8; // one /10, /12 and /15, two /16s, four /24s
    const anycast = 2; // given back out of 192.0.0.0/24
    expect(size(publicSpace, 'ipv4')).toBe(BigInt(2 ** 32 - ofEight - smaller + anycast));
  });
});

describe('coversInternet', () => {
  it.each([
    ['everything', ['0.0.0.0/0']],
    ['two halves', ['0.0.0.0/1', '128.0.0.0/1']],
    [
      'only what is public',
      [
        '0.0.0.0/5',
        '8.0.0.0/7',
        '11.0.0.0/8',
        '12.0.0.0/6',
        '16.0.0.0/4',
        '32.0.0.0/3',
        '64.0.0.0/2',
        '128.0.0.0/2',
        '192.0.0.0/3',
      ],
    ],
    [
      'all but a /9',
      [
        '0.0.0.0/1',
        '128.0.0.0/2',
        '192.0.0.0/4',
        '208.0.0.0/5',
        '216.0.0.0/6',
        '220.0.0.0/7',
        '222.0.0.0/8',
        '223.0.0.0/9',
      ],
    ],
  ])('IPv4: %s is the internet', (_, cidrs) => {
    expect(coversInternet(addressesOf(...cidrs), 'ipv4')).toBe(true);
  });

  it.each([
    ['half', ['0.0.0.0/1']],
    ['three quarters', ['0.0.0.0/1', '128.0.0.0/2']],
    ['the private networks', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
    ['IPv6', ['::/0']],
    ['nothing', []],
  ])('IPv4: %s is not', (_, cidrs) => {
    expect(coversInternet(addressesOf(...cidrs), 'ipv4')).toBe(false);
  });

  it('IPv4: everything without a /8 is not the internet, without one address less than that it is', () => {
    const withoutBlock = subtract(addressesOf('0.0.0.0/0'), addressesOf('8.0.0.0/8'));
    expect(coversInternet(withoutBlock, 'ipv4')).toBe(false);
    expect(coversInternet(union(withoutBlock, addressesOf('8.8.8.8/32')), 'ipv4')).toBe(true);
  });

  it.each([
    [['::/0'], true],
    [['2000::/3'], true],
    [['2000::/4', '3000::/4'], true],
    [['2000::/4'], false],
    [['fc00::/7'], false],
    [['0.0.0.0/0'], false],
  ])('IPv6: %j is %s', (cidrs, expected) => {
    expect(coversInternet(addressesOf(...cidrs), 'ipv6')).toBe(expected);
  });

  it('IPv6: everything without a /12 is the internet, without a /11 it is not', () => {
    const without = (hole: string) => subtract(addressesOf('::/0'), addressesOf(hole));
    expect(coversInternet(without('2600::/12'), 'ipv6')).toBe(true);
    expect(coversInternet(without('2600::/11'), 'ipv6')).toBe(false);
  });
});

describe('widePublicBlocks', () => {
  it.each([
    ['a /8', ['8.0.0.0/8'], ['8.0.0.0/8']],
    ['two sibling /9s', ['8.0.0.0/9', '8.128.0.0/9'], ['8.0.0.0/8']],
    ['two /9s that are no siblings', ['8.128.0.0/9', '9.0.0.0/9'], []],
    ['a /9', ['8.0.0.0/9'], []],
    ['a private /8', ['10.0.0.0/8'], []],
    ['a private /8 and its public sibling', ['10.0.0.0/7'], ['11.0.0.0/8']],
    ['a /8 that is private in part', ['172.0.0.0/8'], ['172.0.0.0/8']],
    ['multicast', ['224.0.0.0/4'], []],
    ['a half of the internet', ['128.0.0.0/1'], ['128.0.0.0/2', '192.0.0.0/3']],
    ['the whole internet', ['0.0.0.0/0'], []],
    ['the whole internet in halves', ['0.0.0.0/1', '128.0.0.0/1'], []],
    ['an IPv6 /12', ['2600::/12'], ['2600::/12']],
    ['an IPv6 /13', ['2600::/13'], []],
    ['half of the IPv6 internet', ['2000::/4'], ['2000::/4']],
    ['all IPv6 that is not public', ['::/3', '4000::/2', '8000::/1'], []],
    ['the whole IPv6 internet', ['::/0'], []],
    ['one of each family', ['8.0.0.0/8', '2600::/12'], ['8.0.0.0/8', '2600::/12']],
  ])('%s', (_, cidrs, blocks) => {
    expect(widePublicBlocks(addressesOf(...cidrs))).toEqual(blocks);
  });
});

describe('internetFamilies', () => {
  it.each([
    [['0.0.0.0/0'], ['ipv4']],
    [
      ['128.0.0.0/1', '0.0.0.0/1', '::/0'],
      ['ipv4', 'ipv6'],
    ],
    [['2000::/3'], ['ipv6']],
    [['0.0.0.0/1', '10.0.0.0/8'], []],
    [[], []],
    [['0.0.0.0/0', 'everywhere'], undefined],
  ])('of %j are %j', (cidrs, families) => expect(internetFamilies(cidrs)).toEqual(families));
});
