import { defineRule, fail, pass, securityGroup, unknown } from 'postern/rule';
import { ownSecurityGroups, RULES_NOT_TOLD } from 'postern/services/ec2';

export default defineRule({
  title: 'Default security group allows traffic',
  type: 'Policy:EC2/DefaultSecurityGroupAllowsTraffic',
  severity: 4.0,
  scope: 'region',
  reads: { groups: ownSecurityGroups },
  why: 'Whatever is launched without a security group gets the default one of its VPC, and with it rules that nobody chose for it.',
  remediation: {
    text: 'Give what uses the default group a group of its own, then delete all inbound and outbound rules of the default group.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  },
  *check({ groups }) {
    for (const each of groups) {
      const { GroupId, GroupName, VpcId, IpPermissions, IpPermissionsEgress } = each;
      const group = securityGroup(each);
      const evidence = { GroupId, GroupName, IpPermissions, IpPermissionsEgress };
      if (GroupName === undefined)
        yield unknown(group, 'AWS did not say whether it is a default security group');
      else if (GroupName !== 'default') continue;
      else if (IpPermissions?.length || IpPermissionsEgress?.length)
        yield fail(
          group,
          evidence,
          `The default security group of ${VpcId ?? 'a VPC'} has ${IpPermissions?.length ? 'inbound' : 'outbound'} rules.`,
        );
      else if (IpPermissions === undefined || IpPermissionsEgress === undefined)
        yield unknown(group, RULES_NOT_TOLD);
      else yield pass(group, evidence);
    }
  },
});
