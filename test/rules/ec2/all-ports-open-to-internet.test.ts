import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/all-ports-open-to-internet.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  ANYWHERE,
  allow,
  allowEverything,
  allowList,
  casesOfPorts,
  DENIED_LIST,
  EXPOSURES,
  exposedAs,
  type IngressCase,
  ingressReading,
  LIST_DENIED,
  type Permissions,
} from './groups.fixture.ts';

const judged = (...inbound: Parameters<typeof ingressReading>) => judge(rule, ingressReading(...inbound));

describe('ec2/all-ports-open-to-internet', () => {
  it.each<IngressCase>([
    ...casesOfPorts(0, 65535, allowEverything(ANYWHERE)),
    ['every protocol', [allowEverything(ANYWHERE)], 'fail'],
    ['every protocol over IPv6', [allowEverything('::/0')], 'fail'],
    ['every protocol, halves of the internet', [allowEverything('0.0.0.0/1', '128.0.0.0/1')], 'fail'],
    ['every protocol, an own network', [allowEverything('10.0.0.0/8')], 'pass'],
    ['every UDP port', [allow('udp', 0, 65535, ANYWHERE)], 'fail'],
    ['every port but the reserved 0', [allow('tcp', 1, 65535, ANYWHERE)], 'fail'],
    ['ranges that add up', [allow('tcp', 0, 1023, ANYWHERE), allow('tcp', 1024, 65535, ANYWHERE)], 'fail'],
    [
      'ranges that add up over both families',
      [allow('tcp', 0, 1023, ANYWHERE), allow('tcp', 1024, 65535, '::/0')],
      'pass',
    ],
    [
      'ranges that add up over both protocols',
      [allow('tcp', 0, 1023, ANYWHERE), allow('udp', 1024, 65535, ANYWHERE)],
      'pass',
    ],
    ['all ports but one', [allow('tcp', 2, 65535, ANYWHERE)], 'pass'],
    ['every ICMP type', [allow('icmp', -1, -1, ANYWHERE)], 'pass'],
    [
      'such a list that may add what is missing',
      [allowList('tcp', 0, 1023), allow('tcp', 1024, 65535, ANYWHERE)],
      'unknown',
      DENIED_LIST,
    ],
  ])('%s', (_case, permissions, status, lists) => {
    expect(statuses(judged(permissions, lists))).toEqual([status]);
  });

  it.each<[Permissions, string]>([
    [[allowEverything(ANYWHERE)], 'every port of every protocol over IPv4'],
    [[allow('tcp', 0, 65535, '::/0')], 'every TCP port over IPv6'],
    [
      [allow('tcp', 0, 65535, ANYWHERE), allow('udp', 0, 65535, ANYWHERE), allow('tcp', 22, 22, '::/0')],
      'every TCP and UDP port over IPv4',
    ],
  ])('says what is open, case %#', (permissions, words) => {
    expect(judged(permissions)).toMatchObject([
      { description: `Security group web lets the whole internet reach ${words}.` },
    ]);
  });

  it('leaves rules alone that open single ports', () => {
    expect(judged([allow('tcp', 443, 443, '::/0'), allow('tcp', 0, 65535, ANYWHERE)])).toMatchObject([
      {
        evidence: { GroupId: 'sg-1', openPortRanges: [{ protocol: 'tcp', begin: 0, end: 65535 }] },
        commands: [
          `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":0,"ToPort":65535,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region us-east-1`,
        ],
      },
    ]);
  });

  it.each(EXPOSURES)('where %s', (_case, carried, ...expected) => {
    const [verdict] = judged([allowEverything(ANYWHERE)], undefined, carried);
    expect(exposedAs(verdict)).toEqual(expected);
  });

  it('carries the error of the list that could not be read', () => {
    expect(judged([allowList('-1', -1, -1)], DENIED_LIST)).toMatchObject([{ error: LIST_DENIED }]);
  });
});
