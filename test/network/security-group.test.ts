import type { IpPermission } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrefixLists, revocationOf } from '../../src/network/ingress-source.ts';
import { isEveryPort } from '../../src/network/port-set.ts';
import { groupsNamedByOthers, internetIngress, portsIn, rangesAt } from '../../src/network/security-group.ts';

const NO_LISTS: PrefixLists = new Map();

function permission(protocol: string, from: number, to: number, ...cidrs: string[]): IpPermission {
  return {
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to,
    IpRanges: cidrs.filter((cidr) => !cidr.includes(':')).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: cidrs.filter((cidr) => cidr.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  };
}

const everything = (...cidrs: string[]): IpPermission => ({
  IpProtocol: '-1',
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});

/** `tcp 22-22 ipv4` for every open range, and the sources that open it. */
function opened(permissions: IpPermission[], lists = NO_LISTS): Record<string, (string | undefined)[]> {
  return Object.fromEntries(
    internetIngress(permissions, lists).open.map(({ protocol, begin, end, family, rules }) => [
      `${protocol} ${begin}-${end} ${family}`,
      rules.map(({ CidrIpv4, CidrIpv6, PrefixListId }) => CidrIpv4 ?? CidrIpv6 ?? PrefixListId),
    ]),
  );
}

describe('internetIngress', () => {
  it.each<[string, IpPermission[], Record<string, string[]>]>([
    ['one port', [permission('tcp', 22, 22, '0.0.0.0/0')], { 'tcp 22-22 ipv4': ['0.0.0.0/0'] }],
    ['a protocol number', [permission('6', 22, 22, '::/0')], { 'tcp 22-22 ipv6': ['::/0'] }],
    ['2000::/3', [permission('tcp', 22, 22, '2000::/3')], { 'tcp 22-22 ipv6': ['2000::/3'] }],
    [
      'both families',
      [permission('udp', 53, 53, '0.0.0.0/0', '::/0')],
      { 'udp 53-53 ipv4': ['0.0.0.0/0'], 'udp 53-53 ipv6': ['::/0'] },
    ],
    [
      'every protocol, whatever its range',
      [{ ...everything('0.0.0.0/0'), FromPort: 80, ToPort: 80 }],
      {
        'tcp 0-65535 ipv4': ['0.0.0.0/0'],
        'udp 0-65535 ipv4': ['0.0.0.0/0'],
        'all 0-65535 ipv4': ['0.0.0.0/0'],
      },
    ],
    ['ICMP echo, type 8 code 0', [permission('icmp', 8, 0, '0.0.0.0/0')], {}],
    ['ICMP type 22', [permission('1', 22, 22, '0.0.0.0/0')], {}],
    ['ICMPv6', [permission('58', -1, -1, '::/0')], {}],
    ['GRE', [permission('47', 0, 65535, '0.0.0.0/0')], {}],
    ['another security group', [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1' }] }], {}],
    ['a private network', [permission('tcp', 22, 22, '10.0.0.0/8')], {}],
    ['half the internet', [permission('tcp', 22, 22, '0.0.0.0/1')], {}],
    [
      'halves in permissions whose ports overlap',
      [permission('tcp', 20, 25, '0.0.0.0/1'), permission('tcp', 23, 30, '128.0.0.0/1')],
      { 'tcp 23-25 ipv4': ['0.0.0.0/1', '128.0.0.0/1'] },
    ],
    [
      'halves in permissions whose ports do not overlap',
      [permission('tcp', 20, 22, '0.0.0.0/1'), permission('tcp', 23, 30, '128.0.0.0/1')],
      {},
    ],
    [
      'halves of different protocols',
      [permission('tcp', 22, 22, '0.0.0.0/1'), permission('udp', 22, 22, '128.0.0.0/1')],
      {},
    ],
    [
      'a half over every protocol, a half over TCP',
      [everything('0.0.0.0/1'), permission('tcp', 22, 22, '128.0.0.0/1')],
      { 'tcp 22-22 ipv4': ['0.0.0.0/1', '128.0.0.0/1'] },
    ],
    [
      'a partner beside the internet',
      [permission('tcp', 22, 22, '0.0.0.0/0', '8.8.8.8/32')],
      { 'tcp 22-22 ipv4': ['0.0.0.0/0'] },
    ],
    [
      'halves beside the whole: all must go',
      [permission('tcp', 22, 22, '0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '8.8.8.8/32')],
      { 'tcp 22-22 ipv4': ['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1'] },
    ],
    [
      'ports that touch, of the same rule or not',
      [permission('tcp', 22, 22, '0.0.0.0/0'), permission('tcp', 23, 23, '0.0.0.0/0')],
      { 'tcp 22-22 ipv4': ['0.0.0.0/0'], 'tcp 23-23 ipv4': ['0.0.0.0/0'] },
    ],
    [
      'a range cut by a rule that changes nothing',
      [permission('tcp', 20, 30, '0.0.0.0/0'), permission('tcp', 25, 25, '8.8.8.8/32')],
      { 'tcp 20-30 ipv4': ['0.0.0.0/0'] },
    ],
  ])('%s', (_, permissions, expected) => {
    expect(opened(permissions)).toEqual(expected);
    expect(internetIngress(permissions, NO_LISTS).unknown).toEqual([]);
  });

  it('adds a prefix list to the CIDRs beside it', () => {
    const half: IpPermission = {
      ...permission('tcp', 22, 22, '0.0.0.0/1'),
      PrefixListIds: [{ PrefixListId: 'pl-1' }],
    };
    const lists: PrefixLists = new Map([
      ['pl-1', { ok: true, value: [{ Cidr: '128.0.0.0/2' }, { Cidr: '192.0.0.0/2' }] }],
    ]);
    expect(opened([half], lists)).toEqual({ 'tcp 22-22 ipv4': ['0.0.0.0/1', 'pl-1'] });
  });

  it('shows the rule in AWS words, and the revocation of exactly that rule', () => {
    const range = { CidrIp: '0.0.0.0/0', Description: 'temporary' };
    const permissions = [
      { IpProtocol: '6', FromPort: 0, ToPort: 1024, IpRanges: [range, { CidrIp: '8.8.8.8/32' }] },
    ];
    const [rule, ...others] = internetIngress(permissions, NO_LISTS).open.flatMap(({ rules }) => rules);
    expect(others).toEqual([]);
    expect(rule).toStrictEqual({
      IpProtocol: '6',
      FromPort: 0,
      ToPort: 1024,
      CidrIpv4: '0.0.0.0/0',
      Description: 'temporary',
    });
    expect(rule && revocationOf(rule)).toStrictEqual({
      IpProtocol: '6',
      FromPort: 0,
      ToPort: 1024,
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    });
    expect(revocationOf({ IpProtocol: '-1', PrefixListId: 'pl-1' })).toStrictEqual({
      IpProtocol: '-1',
      PrefixListIds: [{ PrefixListId: 'pl-1' }],
    });
    expect(revocationOf({ IpProtocol: '-1', CidrIpv6: '::/0' })).toStrictEqual({
      IpProtocol: '-1',
      Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    });
  });

  describe('does not take the unreadable for closed', () => {
    const listed = (from: number, to: number): IpPermission => ({
      IpProtocol: 'tcp',
      FromPort: from,
      ToPort: to,
      PrefixListIds: [{ PrefixListId: 'pl-1' }],
    });
    const unknowns = (permissions: IpPermission[], lists = NO_LISTS) =>
      internetIngress(permissions, lists).unknown.map(
        ({ protocol, begin, end, family }) => `${protocol} ${begin}-${end} ${family}`,
      );

    it('a prefix list that could not be read, with the error', () => {
      const error = new Error('denied');
      const { open, unknown } = internetIngress([listed(22, 22)], new Map([['pl-1', { ok: false, error }]]));
      expect(open).toEqual([]);
      expect(unknown.map(({ family, cause, rule }) => [family, cause, rule.PrefixListId])).toEqual([
        ['ipv4', error, 'pl-1'],
        ['ipv6', error, 'pl-1'],
      ]);
    });

    it('a prefix list that was not read at all', () => {
      expect(unknowns([listed(22, 22)])).toEqual(['tcp 22-22 ipv4', 'tcp 22-22 ipv6']);
    });

    it('except where the ports are open anyway', () => {
      const permissions = [listed(20, 30), permission('tcp', 22, 23, '0.0.0.0/0')];
      expect(unknowns(permissions)).toEqual(['tcp 20-21 ipv4', 'tcp 24-30 ipv4', 'tcp 20-30 ipv6']);
    });

    it.each<[string, IpPermission, string[]]>([
      [
        'a damaged IPv4 CIDR',
        { ...permission('tcp', 22, 22), IpRanges: [{ CidrIp: '0.0.0.0' }] },
        ['tcp 22-22 ipv4'],
      ],
      ['no CIDR', { ...permission('tcp', 22, 22), Ipv6Ranges: [{}] }, ['tcp 22-22 ipv6']],
      [
        'an IPv6 CIDR among the IPv4 ones',
        { IpProtocol: 'udp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '::/0' }] },
        ['udp 1-1 ipv4'],
      ],
      ['a reversed range', permission('tcp', 30, 20, '0.0.0.0/0'), ['tcp 0-65535 ipv4']],
      [
        'an unheard-of protocol',
        permission('quic', 443, 443, '0.0.0.0/0'),
        ['tcp 0-65535 ipv4', 'udp 0-65535 ipv4', 'all 0-65535 ipv4'],
      ],
      ['an unread list over ICMP', { ...listed(8, 0), IpProtocol: 'icmp' }, []],
    ])('%s', (_, damaged, expected) => {
      expect(opened([damaged])).toEqual({});
      expect(unknowns([damaged])).toEqual(expected);
    });

    it('a prefix list damaged in part: what is readable still counts', () => {
      const lists: PrefixLists = new Map([
        ['pl-1', { ok: true, value: [{ Cidr: '0.0.0.0/0' }, { Cidr: 'damaged' }] }],
      ]);
      expect(opened([listed(22, 22)], lists)).toEqual({ 'tcp 22-22 ipv4': ['pl-1'] });
      expect(unknowns([listed(22, 22)], lists)).toEqual(['tcp 22-22 ipv6']);
    });
  });

  it('finds ranges by port, and every port in pieces', () => {
    const { open } = internetIngress(
      [permission('tcp', 0, 1023, '0.0.0.0/0'), permission('tcp', 1024, 65535, '0.0.0.0/0', '::/0')],
      NO_LISTS,
    );
    expect(rangesAt(open, 'tcp', 22).map(({ family }) => family)).toEqual(['ipv4']);
    expect(rangesAt(open, 'udp', 22)).toEqual([]);
    expect(isEveryPort(portsIn(open, 'tcp', 'ipv4'))).toBe(true);
    expect(isEveryPort(portsIn(open, 'tcp', 'ipv6'))).toBe(false);
    expect(isEveryPort(portsIn(open, 'udp'))).toBe(false);
  });
});

describe('internetIngress against judging one port at a time', () => {
  const eighths = [0, 32, 64, 96, 128, 160, 192];
  const cidr = fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 3 }))
    .map(([eighth, length]) => ({
      cidr: `${((eighth >> (3 - length)) << (3 - length)) * 32}.0.0.0/${length}`,
      length,
      eighth,
    }));
  const rule = fc
    .record({ protocol: fc.constantFrom('tcp', '17', '-1', 'icmp'), from: fc.nat(9), to: fc.nat(9), cidr })
    .map(({ from, to, ...rest }) => ({ ...rest, from: Math.min(from, to), to: Math.max(from, to) }));
  type Rule = typeof rule extends fc.Arbitrary<infer R> ? R : never;

  const asPermissions = (rules: readonly Rule[]) =>
    rules.map(({ protocol, from, to, cidr }) => permission(protocol, from, to, cidr.cidr));
  const admits = ({ protocol, from, to }: Rule, traffic: 'tcp' | 'udp', port: number) =>
    protocol === '-1' || (protocol === (traffic === 'tcp' ? 'tcp' : '17') && from <= port && port <= to);
  const isOpen = (rules: readonly Rule[], traffic: 'tcp' | 'udp', port: number) =>
    eighths.every((first) =>
      rules.some(
        (rule) =>
          admits(rule, traffic, port) &&
          rule.cidr.eighth >> (3 - rule.cidr.length) === (first / 32) >> (3 - rule.cidr.length),
      ),
    );

  it('opens the same ports', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 14 }), (rules) => {
        const { open } = internetIngress(asPermissions(rules), NO_LISTS);
        for (const traffic of ['tcp', 'udp'] as const) {
          for (let port = 0; port <= 10; port += 1) {
            expect(rangesAt(open, traffic, port)).toHaveLength(isOpen(rules, traffic, port) ? 1 : 0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('closes them when the rules it names go, and not before', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 3, maxLength: 20 }), (rules) => {
        for (const { protocol, begin, rules: named } of internetIngress(asPermissions(rules), NO_LISTS)
          .open) {
          if (protocol === 'all') continue;
          const isNamed = (candidate: Rule) =>
            named.some(
              ({ IpProtocol, FromPort, ToPort, CidrIpv4 }) =>
                IpProtocol === candidate.protocol &&
                FromPort === candidate.from &&
                ToPort === candidate.to &&
                CidrIpv4 === candidate.cidr.cidr,
            );
          expect(isOpen(rules.filter(isNamed), protocol, begin)).toBe(true);
          expect(
            isOpen(
              rules.filter((candidate) => !isNamed(candidate)),
              protocol,
              begin,
            ),
          ).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('groupsNamedByOthers: inbound and outbound, but never by itself alone', () => {
  const naming = (...ids: string[]): IpPermission[] => [
    { IpProtocol: '-1', UserIdGroupPairs: ids.map((GroupId) => ({ GroupId })) },
  ];
  expect(
    groupsNamedByOthers([
      { GroupId: 'sg-1', IpPermissions: naming('sg-1', 'sg-2') },
      { GroupId: 'sg-2', IpPermissionsEgress: naming('sg-3') },
      { GroupId: 'sg-3' },
    ]),
  ).toEqual(new Set(['sg-2', 'sg-3']));
});
