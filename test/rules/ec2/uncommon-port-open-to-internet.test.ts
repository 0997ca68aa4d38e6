import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/uncommon-port-open-to-internet.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  ANYWHERE,
  allow,
  allowEverything,
  allowList,
  casesOfPorts,
  DENIED_LIST,
  type IngressCase,
  ingressReading,
  LIST_DENIED,
} from './groups.fixture.ts';

const judged = (...inbound: Parameters<typeof ingressReading>) => judge(rule, ingressReading(...inbound));

describe('ec2/uncommon-port-open-to-internet', () => {
  it.each<IngressCase>([
    ...casesOfPorts(8443, 8443, allow('tcp', 9999, 9999, ANYWHERE)),
    ['the web', [allow('tcp', 80, 80, ANYWHERE), allow('tcp', 443, 443, ANYWHERE)], 'pass'],
    ['HTTP/3', [allow('udp', 443, 443, ANYWHERE)], 'pass'],
    ['DNS', [allow('udp', 53, 53, ANYWHERE)], 'fail'],
    ['an administration port, reported by its own rule', [allow('tcp', 22, 22, ANYWHERE)], 'pass'],
    ['a high-risk port, reported by its own rule', [allow('tcp', 5432, 5432, ANYWHERE)], 'pass'],
    ['every port, reported by its own rule', [allowEverything(ANYWHERE)], 'pass'],
    [
      'every TCP port, and one of UDP',
      [allow('tcp', 0, 65535, ANYWHERE), allow('udp', 53, 53, ANYWHERE)],
      'fail',
    ],
    [
      'every IPv4 port, and one of IPv6',
      [allowEverything(ANYWHERE), allow('tcp', 8443, 8443, '::/0')],
      'fail',
    ],
    ['port 22 of UDP, which is no SSH', [allow('udp', 22, 22, ANYWHERE)], 'fail'],
    ['ping', [allow('icmp', 8, 0, ANYWHERE)], 'pass'],
    ['such a list for SSH', [allowList('tcp', 22, 22)], 'pass', DENIED_LIST],
  ])('%s', (_case, permissions, status, lists) => {
    expect(statuses(judged(permissions, lists))).toEqual([status]);
  });

  it('names the ports that no other rule reports, and revokes the rule behind them', () => {
    expect(judged([allow('tcp', 20, 26, ANYWHERE)])).toMatchObject([
      {
        description: 'Security group web lets the whole internet reach tcp 24 and tcp 26 over IPv4.',
        evidence: {
          GroupId: 'sg-1',
          openPortRanges: [
            { begin: 24, end: 24 },
            { begin: 26, end: 26, rules: [{ FromPort: 20, ToPort: 26, CidrIpv4: ANYWHERE }] },
          ],
        },
        commands: [
          `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":20,"ToPort":26,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region us-east-1`,
        ],
      },
    ]);
  });

  it.each([
    [[443, 8443], ['pass']],
    [[443], ['fail']],
    [[], ['fail']],
  ])('allowed %j', (allowed, expected) => {
    const reading = ingressReading([allow('tcp', 443, 443, ANYWHERE), allow('tcp', 8443, 8443, ANYWHERE)]);
    expect(statuses(judge(rule, reading, { options: { allowed } }))).toEqual(expected);
  });

  it('carries the error of the list that could not be read', () => {
    expect(judged([allowList('tcp', 8443, 8443)], DENIED_LIST)).toMatchObject([{ error: LIST_DENIED }]);
  });
});
