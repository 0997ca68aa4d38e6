import { describe, expect, it } from 'vitest';
import admin from '../../../rules/ec2/admin-port-open-to-internet.ts';
import allPorts from '../../../rules/ec2/all-ports-open-to-internet.ts';
import highRisk from '../../../rules/ec2/high-risk-port-open-to-internet.ts';
import unused from '../../../rules/ec2/security-group-unused.ts';
import uncommon from '../../../rules/ec2/uncommon-port-open-to-internet.ts';
import wide from '../../../rules/ec2/wide-public-cidr-allowed.ts';
import type { Report } from '../../../src/finding/report.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts, type Said } from '../../support/report-of-verdicts.ts';
import {
  ANYWHERE,
  allow,
  allowEverything,
  CARRIED,
  ingressReading,
  type Permissions,
} from './groups.fixture.ts';

/** What the rules on an open group say of one with these inbound rules. */
function saidOf(permissions: Permissions, carried: ReadonlySet<string> = CARRIED): readonly Said[] {
  const reading = ingressReading(permissions, undefined, carried);
  const groups = [...reading.groups];
  return [
    { ruleId: 'ec2/all-ports-open-to-internet', verdicts: judge(allPorts, reading) },
    { ruleId: 'ec2/admin-port-open-to-internet', verdicts: judge(admin, reading) },
    { ruleId: 'ec2/high-risk-port-open-to-internet', verdicts: judge(highRisk, reading) },
    { ruleId: 'ec2/uncommon-port-open-to-internet', verdicts: judge(uncommon, reading) },
    {
      ruleId: 'ec2/wide-public-cidr-allowed',
      verdicts: judge(wide, { groups, carried, prefixLists: new Map() }),
    },
    {
      ruleId: 'ec2/security-group-unused',
      verdicts: judge(unused, {
        groups,
        visible: groups,
        interfaces: [{ NetworkInterfaceId: 'eni-1', Groups: [...carried].map((GroupId) => ({ GroupId })) }],
      }),
    },
  ];
}

/** The rules with a finding, each with the kinds of ports that it tells, and its severity. */
const standing = ({ findings }: Report) =>
  findings.map(({ ruleId, severity, parts }) =>
    [ruleId, severity.score, ...(parts ?? []).map(({ part }) => part ?? 'others')].join(' '),
  );

const [ALL, ADMIN, HIGH_RISK, UNCOMMON] = ['all-ports', 'admin-port', 'high-risk-port', 'uncommon-port'].map(
  (name) => `ec2/${name}-open-to-internet`,
);

const EVERYTHING = [allowEverything(ANYWHERE)];

describe('an open group', () => {
  it.each<[string, Permissions, string[]]>([
    ['nothing', [], []],
    ['every port', EVERYTHING, [`${ALL} 9`]],
    [
      'every TCP port, and one of each kind over UDP and IPv6',
      [
        allow('tcp', 0, 65535, ANYWHERE),
        allow('udp', 3389, 3389, ANYWHERE),
        allow('tcp', 3306, 3306, '::/0'),
        allow('tcp', 8443, 8443, '::/0'),
      ],
      [`${ALL} 9`, `${HIGH_RISK} 8.5 others`, `${ADMIN} 8 others`, `${UNCOMMON} 5 others`],
    ],
    ['SSH', [allow('tcp', 22, 22, ANYWHERE)], [`${ADMIN} 8 others`]],
    ['a web server of a developer', [allow('tcp', 3000, 3000, ANYWHERE)], [`${HIGH_RISK} 6 others`]],
    [
      'some of each',
      [allow('tcp', 20, 26, ANYWHERE)],
      [`${HIGH_RISK} 8.5 others`, `${ADMIN} 8 others`, `${UNCOMMON} 5 others`],
    ],
    [
      'other addresses than the internet',
      [allow('tcp', 0, 65535, ANYWHERE), allow('udp', 3389, 3389, '8.0.0.0/8')],
      [`${ALL} 9`, 'ec2/wide-public-cidr-allowed 7'],
    ],
  ])('is told once: %s', (_case, permissions, expected) => {
    expect(standing(reportOfVerdicts(...saidOf(permissions)))).toEqual(expected);
  });

  it('is told by each rule alone, in one finding', () => {
    const permissions = [allow('tcp', 0, 65535, ANYWHERE), allow('udp', 0, 5000, ANYWHERE)];
    const alone = saidOf(permissions).map((said) => standing(reportOfVerdicts(said)));
    expect(alone.slice(0, 4)).toEqual([
      [`${ALL} 9`],
      [`${ADMIN} 8 others every port`],
      [`${HIGH_RISK} 8.5 others every port`],
      [`${UNCOMMON} 5 others administration ports every port high-risk ports`],
    ]);
  });

  it('has nothing left out: what is no finding is absorbed by one', () => {
    const { findings, absorbed } = reportOfVerdicts(...saidOf(EVERYTHING));
    const [teller] = findings;
    expect(absorbed.map(({ ruleId, part, toldBy }) => [ruleId, part, toldBy.id])).toEqual(
      [ADMIN, HIGH_RISK, UNCOMMON].map((ruleId) => [ruleId, 'every port', teller?.id]),
    );
  });

  it('that nothing has is told as both: as open, of little weight, and as unused', () => {
    expect(standing(reportOfVerdicts(...saidOf(EVERYTHING, new Set())))).toEqual([
      `${ALL} 2`,
      'ec2/security-group-unused 1',
    ]);
  });
});
