import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/admin-port-open-to-internet.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  ANYWHERE,
  allow,
  allowEverything,
  allowList,
  CARRIED,
  casesOfPorts,
  DENIED_LIST,
  EXPOSURES,
  exposedAs,
  type IngressCase,
  ingressReading,
  LIST_DENIED,
} from './groups.fixture.ts';

const judged = (...inbound: Parameters<typeof ingressReading>) => judge(rule, ingressReading(...inbound));

describe('ec2/admin-port-open-to-internet', () => {
  it.each<IngressCase>([
    ...casesOfPorts(22, 22, allow('tcp', 3389, 3389, ANYWHERE)),
    ['SSH by protocol number', [allow('6', 22, 22, ANYWHERE)], 'fail'],
    ['RDP', [allow('tcp', 3389, 3389, ANYWHERE)], 'fail'],
    ['RDP over UDP', [allow('udp', 3389, 3389, ANYWHERE)], 'fail'],
    ['WinRM', [allow('tcp', 5986, 5986, ANYWHERE)], 'fail'],
    ['a range around an administration port', [allow('tcp', 5000, 6000, ANYWHERE)], 'fail'],
    ['every protocol', [allowEverything(ANYWHERE)], 'fail'],
    ['another port', [allow('tcp', 443, 443, ANYWHERE)], 'pass'],
    ['port 22 of UDP', [allow('udp', 22, 22, ANYWHERE)], 'pass'],
    ['ICMP type 22', [allow('icmp', 22, 22, ANYWHERE)], 'pass'],
    ['a malformed CIDR', [allow('tcp', 22, 22, '0.0.0.0/99')], 'unknown'],
  ])('%s', (_case, permissions, status, lists) => {
    expect(new Set(statuses(judged(permissions, lists)))).toEqual(new Set([status]));
  });

  it('shows the rules behind the open ports, and the command that revokes them', () => {
    const office = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '8.8.8.8/32' }] };
    const open = {
      IpProtocol: '6',
      FromPort: 20,
      ToPort: 30,
      IpRanges: [{ CidrIp: ANYWHERE, Description: "the boss's wish" }, { CidrIp: '8.8.8.8/32' }],
    };
    const [group] = ingressReading([office, open]).groups;
    const [verdict] = judge(
      rule,
      { groups: group ? [{ ...group, Tags: [{ Key: 'team', Value: 'web' }] }] : [], carried: CARRIED },
      { region: 'eu-west-1' },
    );
    expect(verdict).toEqual({
      status: 'fail',
      resource: {
        type: 'AwsEc2SecurityGroup',
        id: 'arn:aws:ec2:us-east-1:111122223333:security-group/sg-1',
        tags: { team: 'web' },
        details: { GroupName: 'web', VpcId: 'vpc-1' },
      },
      evidence: {
        GroupId: 'sg-1',
        openPortRanges: [
          {
            protocol: 'tcp',
            family: 'ipv4',
            begin: 22,
            end: 22,
            rules: [
              {
                IpProtocol: '6',
                FromPort: 20,
                ToPort: 30,
                CidrIpv4: ANYWHERE,
                Description: "the boss's wish",
              },
            ],
          },
        ],
      },
      description: 'Security group web lets the whole internet reach SSH (tcp 22) over IPv4.',
      aspects: ['ipv4', 'tcp 22'],
      exposure: 'internet',
      commands: [
        `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"6","FromPort":20,"ToPort":30,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' --region eu-west-1`,
      ],
    });
  });

  it('revokes a rule once that opens several ports', () => {
    const [verdict] = judged([allowEverything(ANYWHERE, '::/0')]);
    expect(verdict).toMatchObject({
      description:
        'Security group web lets the whole internet reach SSH (tcp 22), RDP (tcp 3389), RDP (udp 3389), WinRM over HTTP (tcp 5985), and 1 more over IPv4 and IPv6.',
      commands: [
        `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]},{"IpProtocol":"-1","Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]' --region us-east-1`,
      ],
    });
  });

  it('carries the error of the list that could not be read', () => {
    const [verdict] = judged([allowList('tcp', 22, 22)], DENIED_LIST);
    expect(verdict).toMatchObject({ reason: LIST_DENIED.message, error: LIST_DENIED });
  });

  it.each(EXPOSURES)('where %s', (_case, carried, ...expected) => {
    const [verdict] = judged([allow('tcp', 22, 22, ANYWHERE)], undefined, carried);
    expect(exposedAs(verdict)).toEqual(expected);
  });

  it('says nothing where there are no groups', () => {
    expect(judge(rule, { groups: [], carried: CARRIED })).toEqual([]);
  });
});
