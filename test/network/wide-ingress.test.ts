import type { IpPermission } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { PrefixLists } from '../../src/network/ingress-source.ts';
import { wideIngress } from '../../src/network/wide-ingress.ts';

const NO_LISTS: PrefixLists = new Map();

const permission = (protocol: string, from: number, to: number, ...cidrs: string[]): IpPermission => ({
  IpProtocol: protocol,
  FromPort: from,
  ToPort: to,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});
const everything = (...cidrs: string[]): IpPermission => ({
  IpProtocol: '-1',
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});

describe('wideIngress', () => {
  const blocks = (permissions: IpPermission[], lists = NO_LISTS) =>
    Object.fromEntries(
      wideIngress(permissions, lists).blocks.map(({ cidr, rules }) => [
        cidr,
        rules.map(({ CidrIpv4 }) => CidrIpv4),
      ]),
    );

  it.each<[string, IpPermission[], Record<string, string[]>]>([
    ['a public /8', [permission('tcp', 443, 443, '8.0.0.0/8')], { '8.0.0.0/8': ['8.0.0.0/8'] }],
    ['over ICMP', [permission('icmp', 8, 0, '8.0.0.0/8')], { '8.0.0.0/8': ['8.0.0.0/8'] }],
    ['over ESP', [permission('50', 0, 0, '8.0.0.0/8')], { '8.0.0.0/8': ['8.0.0.0/8'] }],
    [
      'over every protocol, named once',
      [everything('8.0.0.0/8'), permission('tcp', 1, 1, '10.0.0.0/8')],
      { '8.0.0.0/8': ['8.0.0.0/8'] },
    ],
    ['a private /8', [permission('tcp', 443, 443, '10.0.0.0/8')], {}],
    ['the whole internet', [permission('tcp', 443, 443, '0.0.0.0/0', '8.0.0.0/8')], {}],
    [
      'sibling /9s on the same port, and a partner inside',
      [permission('tcp', 443, 443, '8.0.0.0/9', '8.8.8.8/32'), permission('tcp', 440, 450, '8.128.0.0/9')],
      { '8.0.0.0/8': ['8.0.0.0/9', '8.128.0.0/9'] },
    ],
    [
      'sibling /9s on different ports',
      [permission('tcp', 443, 443, '8.0.0.0/9'), permission('tcp', 80, 80, '8.128.0.0/9')],
      {},
    ],
    [
      'the internet on one port, a /8 on another',
      [permission('tcp', 443, 443, '0.0.0.0/0'), permission('tcp', 22, 22, '8.0.0.0/8')],
      { '8.0.0.0/8': ['8.0.0.0/8'] },
    ],
  ])('%s', (_, permissions, expected) => expect(blocks(permissions)).toEqual(expected));

  it('tells which TCP and UDP ports a block reaches, of either family', () => {
    const ipv6: IpPermission = { ...permission('udp', 53, 53), Ipv6Ranges: [{ CidrIpv6: '2600::/12' }] };
    const half = everything('0.0.0.0/1');
    const { blocks: found } = wideIngress([permission('tcp', 22, 22, '8.0.0.0/8'), ipv6], NO_LISTS);
    expect(found).toMatchObject([
      { cidr: '8.0.0.0/8', openPortRanges: [{ protocol: 'tcp', family: 'ipv4', begin: 22, end: 22 }] },
      { cidr: '2600::/12', openPortRanges: [{ protocol: 'udp', family: 'ipv6', begin: 53, end: 53 }] },
    ]);
    expect(wideIngress([half], NO_LISTS).blocks[0]?.openPortRanges).toEqual([
      { protocol: 'tcp', family: 'ipv4', begin: 0, end: 65535 },
      { protocol: 'udp', family: 'ipv4', begin: 0, end: 65535 },
    ]);
    expect(wideIngress([permission('icmp', 8, 0, '8.0.0.0/8')], NO_LISTS).blocks).toMatchObject([
      { cidr: '8.0.0.0/8', openPortRanges: [] },
    ]);
  });

  it('does not take an unread prefix list for narrow', () => {
    const listed: IpPermission = { IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-1' }] };
    const error = new Error('denied');
    expect(wideIngress([listed], new Map([['pl-1', { ok: false, error }]])).unknown).toEqual([
      {
        rule: { IpProtocol: '-1', PrefixListId: 'pl-1' },
        problem: expect.stringContaining('pl-1'),
        cause: error,
      },
    ]);
  });
});
