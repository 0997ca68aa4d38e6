import { groupsNamedByOthers } from 'postern/network';
import { defineRule, fail, notApplicable, pass, securityGroup, unknown } from 'postern/rule';
import { networkInterfaces, ownSecurityGroups, RULES_NOT_TOLD, securityGroups } from 'postern/services/ec2';

export default defineRule({
  title: 'Security group is not in use',
  type: 'Policy:EC2/SecurityGroupUnused',
  severity: 1.0,
  scope: 'region',
  reads: { groups: ownSecurityGroups, visible: securityGroups, interfaces: networkInterfaces },
  why: 'A group left behind hides the groups that matter, and its rules come back to life with the next machine that is given it.',
  remediation: {
    text: 'See that no launch template, Auto Scaling group, service without running tasks, or group of a peered VPC needs it, then delete it.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html',
  },
  *check({ groups, visible, interfaces }) {
    const attached = new Set(interfaces.flatMap(({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId)));
    const named = groupsNamedByOthers(visible);
    const rulesTold = visible.every((group) => group.IpPermissions && group.IpPermissionsEgress);
    const attachmentsTold = interfaces.every(({ Groups }) => Groups);
    for (const each of groups) {
      const { GroupId, GroupName } = each;
      const group = securityGroup(each);
      const evidence = {
        GroupId,
        attachedToInterface: attached.has(GroupId),
        namedByOtherGroup: named.has(GroupId),
      };
      if (GroupName === 'default')
        yield notApplicable('the default security group of a VPC cannot be deleted', group);
      else if (attached.has(GroupId) || named.has(GroupId)) yield pass(group, evidence);
      else if (!attachmentsTold)
        yield unknown(group, 'AWS did not list the security groups of a network interface');
      else if (!rulesTold) yield unknown(group, RULES_NOT_TOLD);
      else
        yield fail(
          group,
          evidence,
          `No network interface has security group ${GroupName ?? GroupId}, and no other group names it.`,
          { exposure: 'none' },
        );
    }
  },
});
