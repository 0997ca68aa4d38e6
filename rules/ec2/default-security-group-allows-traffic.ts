import { accountResource, defineRule, fail, pass, securityGroup, shell, unknown } from 'postern/rule';
import { ingressOf, occupiedVpcs, ownSecurityGroups, RULES_NOT_TOLD } from 'postern/services/ec2';
import { exposureInVpc } from './_exposure.ts';

const IN_WORDS = new Intl.ListFormat('en', { type: 'conjunction' });

export default defineRule({
  title: 'Default security group allows traffic',
  type: 'Policy:EC2/DefaultSecurityGroupAllowsTraffic',
  severity: 4.0,
  scope: 'region',
  reads: { groups: ownSecurityGroups, occupied: occupiedVpcs },
  why: 'Whatever is launched without a security group gets the default one of its VPC, and with it rules that nobody chose for it.',
  remediation: {
    text: 'Give what uses the default group a group of its own. Then delete all inbound and outbound rules of the default group, as the commands do: whatever still uses it is cut off.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      ...(parts.length === 1
        ? { description: parts[0]?.fail.description ?? '' }
        : {
            title: 'Default security groups allow traffic',
            description: `The default security groups of ${parts.length} VPCs in ${place.region} let traffic in or out.`,
          }),
    }),
  },
  *check({ groups, occupied }, { region }) {
    for (const each of groups) {
      const { GroupId, GroupName, VpcId, IpPermissions, IpPermissionsEgress } = each;
      const group = securityGroup(each);
      const evidence = { GroupId, GroupName, IpPermissions, IpPermissionsEgress };
      const rules = [
        { direction: 'in', command: 'revoke-security-group-ingress', permissions: IpPermissions },
        { direction: 'out', command: 'revoke-security-group-egress', permissions: IpPermissionsEgress },
      ].filter(({ permissions }) => permissions?.length);
      if (GroupName === undefined)
        yield unknown(group, 'AWS did not say whether it is a default security group');
      else if (GroupName !== 'default') continue;
      else if (rules.length > 0)
        yield fail(
          group,
          evidence,
          `The default security group of ${VpcId ?? 'a VPC'} lets traffic ${IN_WORDS.format(rules.map(({ direction }) => direction))}.`,
          {
            ...exposureInVpc(each, occupied, opensToInternet(each) ? 'internet' : 'inside'),
            commands: rules.map(
              ({ command, permissions }) =>
                `aws ec2 ${command} ${shell`--group-id ${GroupId} --ip-permissions ${JSON.stringify(permissions)} --region ${region}`}`,
            ),
          },
        );
      else if (IpPermissions === undefined || IpPermissionsEgress === undefined)
        yield unknown(group, RULES_NOT_TOLD);
      else yield pass(group, evidence);
    }
  },
});

/** By its addresses alone. What prefix lists open, the rules on open ports tell. */
function opensToInternet(group: Parameters<typeof ingressOf>[0]): boolean {
  return ingressOf(group, new Map()).open.length > 0;
}
