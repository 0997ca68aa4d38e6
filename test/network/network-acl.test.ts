import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesOf, covers, isEmpty } from '../../src/network/address-set.ts';
import { type AclTraffic, decideByNetworkAcl, internetReach } from '../../src/network/network-acl.ts';

const SSH: AclTraffic = { direction: 'ingress', family: 'ipv4', protocol: 'tcp', port: 22 };

function entry(
  RuleNumber: number,
  RuleAction: 'allow' | 'deny',
  cidr: string,
  rest: NetworkAclEntry = {},
): NetworkAclEntry {
  const block = cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr };
  return { RuleNumber, RuleAction, Protocol: '-1', Egress: false, ...block, ...rest };
}

const tcp = (From: number, To: number): NetworkAclEntry => ({ Protocol: '6', PortRange: { From, To } });
const LAST = [entry(32767, 'deny', '0.0.0.0/0'), entry(32768, 'deny', '::/0')];

describe('internetReach, by https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html', () => {
  it.each<[string, NetworkAclEntry[], 'open' | 'closed' | 'unknown', number[]]>([
    ['the default network ACL', [entry(100, 'allow', '0.0.0.0/0')], 'open', [100]],
    ['nothing but the default deny', [], 'closed', [32767]],
    ['a range with the port', [entry(100, 'allow', '0.0.0.0/0', tcp(20, 25))], 'open', [100]],
    ['a range without the port', [entry(100, 'allow', '0.0.0.0/0', tcp(80, 443))], 'closed', [32767]],
    [
      'UDP',
      [entry(100, 'allow', '0.0.0.0/0', { Protocol: '17', PortRange: { From: 22, To: 22 } })],
      'closed',
      [32767],
    ],
    [
      'ICMP',
      [entry(100, 'allow', '0.0.0.0/0', { Protocol: '1', IcmpTypeCode: { Type: -1, Code: -1 } })],
      'closed',
      [32767],
    ],
    [
      'a deny before',
      [entry(90, 'deny', '0.0.0.0/0', tcp(22, 22)), entry(100, 'allow', '0.0.0.0/0')],
      'closed',
      [90],
    ],
    [
      'a deny after',
      [entry(110, 'deny', '0.0.0.0/0', tcp(22, 22)), entry(100, 'allow', '0.0.0.0/0')],
      'open',
      [100],
    ],
    [
      'a deny of UDP before',
      [entry(90, 'deny', '0.0.0.0/0', { Protocol: '17' }), entry(100, 'allow', '0.0.0.0/0')],
      'open',
      [100],
    ],
    [
      'a small deny before',
      [entry(90, 'deny', '8.8.8.8/32'), entry(100, 'allow', '0.0.0.0/0')],
      'open',
      [90, 100],
    ],
    [
      'a private deny before',
      [entry(90, 'deny', '10.0.0.0/8'), entry(100, 'allow', '0.0.0.0/0')],
      'open',
      [100],
    ],
    [
      'half denied before',
      [entry(90, 'deny', '0.0.0.0/1'), entry(100, 'allow', '0.0.0.0/0')],
      'closed',
      [90, 100],
    ],
    ['halves', [entry(90, 'allow', '0.0.0.0/1'), entry(100, 'allow', '128.0.0.0/1')], 'open', [90, 100]],
    ['only outbound', [entry(100, 'allow', '0.0.0.0/0', { Egress: true })], 'closed', [32767]],
    ['only IPv6', [entry(100, 'allow', '::/0')], 'closed', [32767]],
    ['a damaged allow', [entry(100, 'allow', '0.0.0.0')], 'unknown', []],
    ['a damaged range', [entry(100, 'allow', '0.0.0.0/0', tcp(25, 20))], 'unknown', []],
    [
      'a damaged entry behind the decision',
      [entry(90, 'deny', '0.0.0.0/0'), entry(100, 'allow', 'x')],
      'closed',
      [90],
    ],
    [
      'a damaged entry of a small block',
      [entry(90, 'deny', '8.8.8.8/32', { Protocol: 'x' }), entry(100, 'allow', '0.0.0.0/0')],
      'open',
      [100],
    ],
    ['a missing action', [{ RuleNumber: 1, Protocol: '-1', CidrBlock: '0.0.0.0/0' }], 'unknown', []],
    ['a missing number', [{ RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' }], 'unknown', []],
    ['a missing block', [{ RuleNumber: 1, RuleAction: 'allow', Protocol: '-1' }], 'unknown', []],
    [
      'an IPv6 block in the IPv4 field',
      [{ RuleNumber: 1, RuleAction: 'allow', Protocol: '-1', CidrBlock: '::/0' }],
      'unknown',
      [],
    ],
  ])('%s', (_, entries, reach, deciding) => {
    const result = internetReach([...entries, ...LAST], SSH);
    expect(result.reach).toBe(reach);
    expect(result.deciding.map(({ RuleNumber }) => RuleNumber)).toEqual(deciding);
    expect(result.unreadable.length > 0).toBe(!isEmpty(result.unknown));
  });

  it('judges IPv6 and outbound traffic by their own entries', () => {
    const entries = [
      entry(101, 'allow', '::/0'),
      entry(100, 'allow', '0.0.0.0/0', { Egress: true }),
      ...LAST,
    ];
    expect(internetReach(entries, { ...SSH, family: 'ipv6' }).reach).toBe('open');
    expect(internetReach(entries, { ...SSH, direction: 'egress' }).reach).toBe('open');
    expect(internetReach(entries, { ...SSH, family: 'ipv6', direction: 'egress' }).reach).toBe('closed');
  });

  it('denies what no entry matches, even when the entry * is not in the answer', () => {
    expect(internetReach([], SSH)).toMatchObject({ reach: 'closed', deciding: [] });
  });

  it('names an unreadable entry and the reason', () => {
    const damaged = entry(100, 'allow', 'x');
    expect(internetReach([damaged], SSH).unreadable).toEqual([
      { entry: damaged, problem: expect.stringContaining('"x"') },
    ]);
  });
});

describe('decideByNetworkAcl against walking the entries one packet at a time', () => {
  const rule = fc.record({
    number: fc.integer({ min: 1, max: 40 }),
    action: fc.constantFrom('allow' as const, 'deny' as const),
    protocol: fc.constantFrom('6', '17', '-1', '1'),
    ports: fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    first: fc.nat(15),
    hostBits: fc.nat(4),
  });

  it('admits the same addresses', () => {
    const rules = fc.uniqueArray(rule, { selector: ({ number }) => number, maxLength: 8 });
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom('tcp' as const, 'udp' as const),
        fc.nat(5),
        (list, protocol, port) => {
          const entries = list.map(({ number, action, protocol, ports: [From, To], first, hostBits }) =>
            entry(number, action, `8.0.0.${first}/${32 - hostBits}`, {
              Protocol: protocol,
              PortRange: { From, To },
            }),
          );
          const { admitted } = decideByNetworkAcl(entries, { ...SSH, protocol, port });
          const inOrder = [...list].sort((a, b) => a.number - b.number);
          for (let host = 0; host < 16; host += 1) {
            const decision = inOrder.find(
              (rule) =>
                rule.first >> rule.hostBits === host >> rule.hostBits &&
                (rule.protocol === '-1' ||
                  (rule.protocol === (protocol === 'tcp' ? '6' : '17') &&
                    rule.ports[0] <= port &&
                    port <= rule.ports[1])),
            );
            expect(covers(admitted, addressesOf(`8.0.0.${host}/32`))).toBe(decision?.action === 'allow');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
