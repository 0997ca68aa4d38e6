import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/default-security-group-allows-traffic.ts';
import { judge, statuses } from '../../support/judge.ts';
import { allow, allowEverything, ownGroup } from './groups.fixture.ts';

const judged = (changes: Parameters<typeof ownGroup>[0]) =>
  judge(rule, { groups: [ownGroup({ GroupName: 'default', ...changes })] });

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
});
