import { describe, expect, it } from 'vitest';
import { ADMIN_PORTS } from '../../../rules/ec2/admin-port-open-to-internet.ts';
import rule, { HIGH_RISK_PORTS } from '../../../rules/ec2/high-risk-port-open-to-internet.ts';
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
} from './groups.fixture.ts';

const judged = (...inbound: Parameters<typeof ingressReading>) => judge(rule, ingressReading(...inbound));

/** https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19 */
const SECURITY_HUB = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080,
  8088, 8888, 9200, 9300,
];

/** Of the products that Prowler checks one by one. */
const PER_PRODUCT = [
  88, 139, 389, 464, 636, 749, 1521, 2483, 6379, 7199, 8888, 9092, 9160, 11211, 27017, 27018,
];

describe('ec2/high-risk-port-open-to-internet', () => {
  it.each([...SECURITY_HUB, ...PER_PRODUCT])(
    'this rule or the one on administration ports knows port %i',
    (port) => {
      const known = [...HIGH_RISK_PORTS, ...ADMIN_PORTS];
      expect(known).toContainEqual(expect.toSatisfy(({ begin, end }) => begin <= port && port <= end));
    },
  );

  it.each<IngressCase>([
    ...casesOfPorts(5432, 5432, allow('tcp', 3306, 3306, ANYWHERE)),
    ['Memcached over UDP', [allow('17', 11211, 11211, ANYWHERE)], 'fail'],
    ['a range that ends in one', [allow('tcp', 442, 445, ANYWHERE)], 'fail'],
    ['every protocol', [allowEverything(ANYWHERE)], 'fail'],
    ['PostgreSQL over UDP, which it does not speak', [allow('udp', 5432, 5432, ANYWHERE)], 'pass'],
    ['an administration port', [allow('tcp', 22, 22, ANYWHERE)], 'pass'],
    ['the web', [allow('tcp', 443, 443, ANYWHERE)], 'pass'],
  ])('%s', (_case, permissions, status, lists) => {
    expect(new Set(statuses(judged(permissions, lists)))).toEqual(new Set([status]));
  });

  it('names the services, shows the ports, and revokes the rule', () => {
    expect(judged([allow('tcp', 3300, 3310, ANYWHERE), allow('udp', 0, 2000, '::/0')])).toMatchObject([
      {
        description:
          'Security group web lets the whole internet reach SQL Server Browser (udp 1434), MySQL (tcp 3306), TFTP (udp 69), NetBIOS (udp 137-139), and 4 more over IPv4 or IPv6.',
        evidence: {
          openPortRanges: expect.arrayContaining([
            {
              protocol: 'tcp',
              family: 'ipv4',
              begin: 3306,
              end: 3306,
              rules: [{ IpProtocol: 'tcp', FromPort: 3300, ToPort: 3310, CidrIpv4: ANYWHERE }],
            },
          ]),
        },
        commands: [
          `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":3300,"ToPort":3310,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]},{"IpProtocol":"udp","FromPort":0,"ToPort":2000,"Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]' --region us-east-1`,
        ],
      },
    ]);
  });

  it.each([
    ['one of them', [allow('tcp', 8080, 8080, ANYWHERE)], 'alternative HTTP port (tcp 8080)'],
    [
      'all of them',
      [3000, 5000, 8080, 8888].map((port) => allow('tcp', port, port, ANYWHERE)),
      'development server (tcp 3000), development server (tcp 5000), alternative HTTP port (tcp 8080), and alternative HTTP port (tcp 8888)',
    ],
  ])('weighs less where nothing but ports of web servers is open, and says so: %s', (_case, rules, words) => {
    expect(judged(rules)).toMatchObject([
      {
        severity: { score: 6, reason: 'nothing but ports of web servers is open' },
        description: `Security group web lets the whole internet reach ${words} over IPv4. What listens there is mostly a web server that somebody is still building, or a console: often without a password, and seldom kept up to date.`,
      },
    ]);
  });

  it.each([
    ['a database beside them', allow('tcp', 3306, 3306, ANYWHERE)],
    ['port 8088, of Hadoop', allow('tcp', 8088, 8088, ANYWHERE)],
  ])('weighs as ever with %s', (_case, permission) => {
    const [verdict] = judged([allow('tcp', 8080, 8080, ANYWHERE), permission]);
    expect(verdict).not.toHaveProperty('severity');
    expect(verdict).toMatchObject({ description: expect.stringMatching(/ over IPv4\.$/) });
  });

  it.each(EXPOSURES)('where %s', (_case, carried, ...expected) => {
    const [verdict] = judged([allow('tcp', 3306, 3306, ANYWHERE)], undefined, carried);
    expect(exposedAs(verdict)).toEqual(expected);
  });

  it('weighs a group that nothing has as such, whatever port it opens', () => {
    const [verdict] = judged([allow('tcp', 8080, 8080, ANYWHERE)], undefined, new Set());
    expect(verdict).toMatchObject({ severity: { score: 2 }, exposure: 'none' });
  });

  it('carries the error of the list that could not be read', () => {
    expect(judged([allowList('tcp', 5432, 5432)], DENIED_LIST)).toMatchObject([{ error: LIST_DENIED }]);
  });
});
