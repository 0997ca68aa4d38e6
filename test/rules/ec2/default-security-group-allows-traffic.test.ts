import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/default-security-group-allows-traffic.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { allow, allowEverything, exposedAs, ownGroup, toldOf } from './groups.fixture.ts';

const OCCUPIED: ReadonlySet<string> = new Set(['vpc-1']);

const judged = (
  changes: Parameters<typeof ownGroup>[0],
  occupied: ReadonlySet<string> | 'not told' = OCCUPIED,
) => judge(rule, { groups: [ownGroup({ GroupName: 'default', ...changes })], occupied: toldOf(occupied) });

const itself = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1' }] };

describe('ec2/default-security-group-allows-traffic', () => {
  it.each<[string, Parameters<typeof ownGroup>[0], string[]]>([
    ['no rules', {}, ['pass']],
    ['a new VPC', { IpPermissions: [itself], IpPermissionsEgress: [allowEverything('0.0.0.0/0')] }, ['fail']],
    ['itself alone', { IpPermissions: [itself] }, ['fail']],
    ['an outbound rule', { IpPermissionsEgress: [allow('tcp', 443, 443, '10.0.0.0/8')] }, ['fail']],
    ['inbound rules not told', { IpPermissions: undefined }, ['unknown']],
    ['outbound rules not told', { IpPermissionsEgress: undefined }, ['unknown']],
    [
      'an inbound rule, and outbound rules not told',
      { IpPermissions: [itself], IpPermissionsEgress: undefined },
      ['fail'],
    ],
    ['name not told', { GroupName: undefined }, ['unknown']],
    ['a group of the customer', { GroupName: 'web', IpPermissions: [itself] }, []],
  ])('%s', (_case, changes, expected) => {
    expect(statuses(judged(changes))).toEqual(expected);
  });

  it('shows the rules', () => {
    expect(judged({ IpPermissions: [itself] })).toMatchObject([
      {
        evidence: { GroupId: 'sg-1', GroupName: 'default', IpPermissions: [itself], IpPermissionsEgress: [] },
      },
    ]);
  });

  const ingress = `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupId":"sg-1"}]}]' --region us-east-1`;
  const everywhere = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const egress = `aws ec2 revoke-security-group-egress --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region us-east-1`;

  it.each<[string, Parameters<typeof ownGroup>[0], string[]]>([
    ['in', { IpPermissions: [itself] }, [ingress]],
    ['out', { IpPermissionsEgress: [everywhere] }, [egress]],
    ['in and out', { IpPermissions: [itself], IpPermissionsEgress: [everywhere] }, [ingress, egress]],
  ])('says that traffic may go %s, and revokes just that', (direction, changes, commands) => {
    expect(judged(changes)).toMatchObject([
      { description: `The default security group of vpc-1 lets traffic ${direction}.`, commands },
    ]);
  });

  it.each<[string, Parameters<typeof judged>, ...(string | object | undefined)[]]>([
    ['reached from within', [{ IpPermissions: [itself] }], 'inside', undefined],
    ['reached by everybody', [{ IpPermissions: [allowEverything('0.0.0.0/0')] }], 'internet', undefined],
    ['interfaces not told', [{ IpPermissions: [itself] }, 'not told'], 'inside', undefined],
    ['VPC not told', [{ IpPermissions: [itself], VpcId: undefined }], 'inside', undefined],
    [
      'a VPC without interfaces',
      [{ IpPermissions: [itself] }, new Set(['vpc-2'])],
      'none',
      { score: 1, reason: 'the VPC has no network interface' },
    ],
  ])('%s', (_case, [changes, occupied], ...expected) => {
    expect(exposedAs(judged(changes, occupied)[0])).toEqual(expected);
  });

  it('is one finding a Region, with the groups as parts', () => {
    const groups = (...ids: string[]) =>
      ids.map((id) => ownGroup({ GroupId: id, GroupName: 'default', VpcId: id, IpPermissions: [itself] }));
    const ruleId = 'ec2/default-security-group-allows-traffic';
    const { findings } = reportOfVerdicts(
      { ruleId, verdicts: judge(rule, { groups: groups('a', 'b'), occupied: new Set(['b']) }) },
      {
        ruleId,
        region: 'eu-west-1',
        verdicts: judge(rule, { groups: groups('c'), occupied: new Set() }, { region: 'eu-west-1' }),
      },
    );
    expect(
      findings.map(({ region, description, severity, exposure, parts }) => [
        ...[region, description, severity.score, exposure],
        parts?.map((part) => part.severity.score),
      ]),
    ).toEqual([
      [
        ...[
          'us-east-1',
          'The default security groups of 2 VPCs in us-east-1 let traffic in or out.',
          4,
          'inside',
        ],
        [1, 4],
      ],
      [...['eu-west-1', 'The default security group of c lets traffic in.', 1, 'none'], [1]],
    ]);
  });
});
