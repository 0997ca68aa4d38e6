import { describe, expect, it } from 'vitest';
import { holds, joined, parseRange, sizeOf } from '../../../src/policy/language/address.ts';

describe('parseRange', () => {
  it.each([
    ['203.0.113.7', 'ipv4', 1n],
    ['203.0.113.7/24', 'ipv4', 256n],
    [' 203.0.113.0/24 ', 'ipv4', 256n],
    ['0.0.0.0/0', 'ipv4', 1n << 32n],
    ['2001:db8::1', 'ipv6', 1n],
    ['::/0', 'ipv6', 1n << 128n],
    ['::ffff:203.0.113.7', 'ipv6', 1n],
    ['::ffff:203.0.113.0/120', 'ipv6', 256n],
  ])('%s has %s addresses: %s', (text, family, size) => {
    const range = parseRange(text);
    expect(range?.family).toBe(family);
    expect(range && sizeOf(range)).toBe(size);
  });

  it.each([
    '',
    'not a range',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/x',
    '203.0.113.0/24/8',
    '010.0.0.1',
    '2001:db8::/129',
    'fe80::1%eth0',
  ])('%j names no addresses', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });
});

function range(text: string) {
  const parsed = parseRange(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

it.each([
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.112.0/23', false],
  ['::1.2.3.4', '0:0:0:0:0:0:102:304', true],
  ['::ffff:203.0.113.0/120', '203.0.113.7', false],
  ['::/0', '203.0.113.7', false],
])('%s holds %s: %s', (outer, inner, expected) => {
  expect(holds(range(outer), range(inner))).toBe(expected);
});

it('neighbours count as the one range that they make, each family for itself', () => {
  const all = joined(['128.0.0.0/1', '::/1', '0.0.0.0/1', '10.0.0.0/8'].map(range));
  expect(all).toEqual([range('0.0.0.0/0'), range('::/1')]);
});
