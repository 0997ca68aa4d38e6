import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/uncommon-port-open-to-internet.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  ANYWHERE,
  allow,
  allowList,
  casesOfPorts,
  DENIED_LIST,
  EXPOSURES,
  exposedAs,
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
    ['port 22 of UDP, which is no SSH', [allow('udp', 22, 22, ANYWHERE)], 'fail'],
    ['ping', [allow('icmp', 8, 0, ANYWHERE)], 'pass'],
    ['such a list for the web', [allowList('tcp', 443, 443)], 'pass', DENIED_LIST],
  ])('%s', (_case, permissions, status, lists) => {
    expect(new Set(statuses(judged(permissions, lists)))).toEqual(new Set([status]));
  });

  const every = 'every port: ec2/all-ports-open-to-internet';
  const admin = 'administration ports: ec2/admin-port-open-to-internet';
  const highRisk = 'high-risk ports: ec2/high-risk-port-open-to-internet';

  it.each<[string, Parameters<typeof ingressReading>[0], readonly string[]]>([
    ['an administration port', [allow('tcp', 22, 22, ANYWHERE)], [`${admin}: tcp 22`]],
    ['a high-risk port', [allow('tcp', 5432, 5432, ANYWHERE)], [`${highRisk}: tcp 5432`]],
    [
      'every TCP port',
      [allow('tcp', 0, 65535, ANYWHERE)],
      [`${every}: tcp 0-79, tcp 81-442, and tcp 444-65535`],
    ],
    [
      'every TCP port, and one of UDP',
      [allow('tcp', 0, 65535, ANYWHERE), allow('udp', 53, 53, ANYWHERE)],
      [`${every}: tcp 0-79, tcp 81-442, and tcp 444-65535`, 'udp 53'],
    ],
    [
      'some of each',
      [allow('tcp', 20, 26, ANYWHERE)],
      [`${admin}: tcp 22`, `${highRisk}: tcp 20-21, tcp 23, and tcp 25`, 'tcp 24 and tcp 26'],
    ],
  ])('names the rule that tells it too: %s', (_case, permissions, expected) => {
    const said = judged(permissions).map((verdict) =>
      verdict.status === 'fail'
        ? [
            ...(verdict.part === undefined ? [] : [verdict.part]),
            ...[verdict.toldBy ?? []].flat().map(({ rule }) => rule),
            verdict.description.replace(/.* reach (.*) over IPv4\./, '$1'),
          ].join(': ')
        : verdict.status,
    );
    expect(said).toEqual(expected);
  });

  it('names the ports, and revokes the rule behind them', () => {
    expect(judged([allow('tcp', 24, 26, ANYWHERE)]).at(-1)).toMatchObject({
      description: 'Security group web lets the whole internet reach tcp 24 and tcp 26 over IPv4.',
      evidence: {
        GroupId: 'sg-1',
        openPortRanges: [
          { begin: 24, end: 24 },
          { begin: 26, end: 26, rules: [{ FromPort: 24, ToPort: 26, CidrIpv4: ANYWHERE }] },
        ],
      },
      commands: [
        `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":24,"ToPort":26,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region us-east-1`,
      ],
    });
  });

  it.each([
    ['SSH', 22, 22, 'administration ports'],
    ['MySQL', 3306, 3306, 'high-risk ports'],
    ['every port', 0, 65535, 'every port'],
  ])('does not know of a list for %s that could not be read, nor of that part', (_what, begin, end, part) => {
    expect(judged([allowList('tcp', begin, end)], DENIED_LIST)).toMatchObject([
      { status: 'unknown', part, error: LIST_DENIED },
      { status: 'unknown', error: LIST_DENIED },
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

  it.each(EXPOSURES)('where %s', (_case, carried, ...expected) => {
    const [verdict] = judged([allow('tcp', 8443, 8443, ANYWHERE)], undefined, carried);
    expect(exposedAs(verdict)).toEqual(expected);
  });

  it('carries the error of the list that could not be read', () => {
    expect(judged([allowList('tcp', 8443, 8443)], DENIED_LIST)).toMatchObject([{ error: LIST_DENIED }]);
  });
});
