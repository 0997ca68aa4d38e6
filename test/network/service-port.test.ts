import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  everyPortInWords,
  familiesInWords,
  portsInWords,
  servicesInWords,
  someOf,
} from '../../src/network/in-words.ts';
import { TRANSPORTS } from '../../src/network/protocol.ts';
import { type IngressRange, OPEN_PROTOCOLS, portsIn } from '../../src/network/security-group.ts';
import {
  rangesBeside,
  rangesOf,
  rangesOfEveryPort,
  servicesIn,
  tcp,
  udp,
} from '../../src/network/service-port.ts';

const range = (
  protocol: IngressRange['protocol'],
  begin: number,
  end: number,
  family: IngressRange['family'] = 'ipv4',
): IngressRange => ({ protocol, family, begin, end });

const SERVICES = [tcp('SSH', 22), tcp('VNC', 5900, 5903), udp('NTP', 123)];

describe('services in ranges', () => {
  it('finds the parts that are their ports, and the parts that are not', () => {
    const ranges = [range('tcp', 20, 24), range('tcp', 5902, 6000, 'ipv6'), range('udp', 22, 22)];
    expect(rangesOf(ranges, SERVICES)).toEqual([range('tcp', 22, 22), range('tcp', 5902, 5903, 'ipv6')]);
    expect(rangesBeside(ranges, SERVICES)).toEqual([
      range('tcp', 20, 21),
      range('tcp', 23, 24),
      range('tcp', 5904, 6000, 'ipv6'),
      range('udp', 22, 22),
    ]);
    expect(servicesIn(ranges, SERVICES).map(({ name }) => name)).toEqual(['SSH', 'VNC']);
  });

  it('leaves out ranges of every protocol, which come as TCP and UDP too', () => {
    expect(rangesOf([range('all', 0, 65535)], SERVICES)).toEqual([]);
    expect(rangesBeside([range('all', 0, 65535)], SERVICES)).toEqual([]);
  });

  it('keeps what else a range says', () => {
    expect(rangesOf([{ ...range('tcp', 0, 100), rules: ['r'] }], SERVICES)).toEqual([
      { ...range('tcp', 22, 22), rules: ['r'] },
    ]);
  });

  it('parts every TCP and UDP port into of and beside', () => {
    const ranges = fc.array(
      fc
        .tuple(
          fc.constantFrom(...OPEN_PROTOCOLS),
          fc.constantFrom('ipv4' as const, 'ipv6' as const),
          fc.nat(6000),
          fc.nat(100),
        )
        .map(([protocol, family, begin, length]) => range(protocol, begin, begin + length, family)),
    );
    fc.assert(
      fc.property(ranges, (some) => {
        for (const transport of TRANSPORTS) {
          const parts = [...rangesOf(some, SERVICES), ...rangesBeside(some, SERVICES)];
          expect(portsIn(parts, transport)).toEqual(portsIn(some, transport));
        }
      }),
    );
  });
});

describe('rangesOfEveryPort', () => {
  const low = range('tcp', 1, 1023);
  const high = range('tcp', 1024, 65535);
  it.each([
    ['ranges that add up', [low, high], [low, high]],
    ['a gap', [range('tcp', 1, 1022), high], []],
    ['families that add up', [low, { ...high, family: 'ipv6' } as const], []],
    ['protocols that add up', [low, { ...high, protocol: 'udp' } as const], []],
    ['one protocol of two', [low, high, range('udp', 53, 53)], [low, high]],
  ])('%s', (_case, ranges, expected) => {
    expect(rangesOfEveryPort(ranges)).toEqual(expected);
  });
});

describe('in words', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b', 'a'], 'a and b'],
    [['a', 'b', 'c', 'd'], 'a, b, c, and d'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, and 2 more'],
  ])('some of %j', (words, text) => {
    expect(someOf(words)).toBe(text);
  });

  it('services, ports, families and protocols', () => {
    const ranges = [range('tcp', 22, 22), range('udp', 100, 200, 'ipv6'), range('tcp', 22, 22, 'ipv6')];
    expect(servicesInWords(SERVICES)).toBe('SSH (tcp 22), VNC (tcp 5900-5903), and NTP (udp 123)');
    expect(portsInWords(ranges)).toBe('tcp 22 and udp 100-200');
    expect(everyPortInWords(ranges)).toBe('every TCP and UDP port');
    expect(everyPortInWords([...ranges, range('all', 0, 65535)])).toBe('every port of every protocol');
  });

  it.each([
    ['IPv4', [range('tcp', 22, 22)]],
    ['IPv4 and IPv6', [range('tcp', 22, 22), range('tcp', 22, 22, 'ipv6')]],
    ['IPv4 and IPv6', [range('tcp', 22, 23), range('tcp', 22, 22, 'ipv6'), range('tcp', 23, 23, 'ipv6')]],
    ['IPv4 or IPv6', [range('tcp', 22, 23), range('tcp', 22, 22, 'ipv6')]],
    ['IPv4 or IPv6', [range('tcp', 22, 22), range('udp', 22, 22, 'ipv6')]],
  ])('%s', (words, ranges) => {
    expect(familiesInWords(ranges)).toBe(words);
  });
});
