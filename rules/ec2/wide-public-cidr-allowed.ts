import { someOf, wideIngress } from 'postern/network';
import { defineRule, fail, pass, securityGroup, unknown } from 'postern/rule';
import { ingressPrefixLists, ownSecurityGroups, RULES_NOT_TOLD, whyUnknown } from 'postern/services/ec2';
import { revokeIngress } from './_revoke-ingress.ts';

export default defineRule({
  title: 'Security group lets in a large part of the internet',
  type: 'Policy:EC2/WidePublicCidrAllowed',
  severity: 3.0,
  scope: 'region',
  reads: { groups: ownSecurityGroups, prefixLists: ingressPrefixLists },
  why: 'A block of /8 holds 16 million addresses, which no one organization has to itself: cloud tenants and home networks of strangers are let in with the one that was meant.',
  remediation: {
    text: 'Allow the addresses of the clients only. The command takes away each rule named in the evidence whole: add narrower rules first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  *check({ groups, prefixLists }, { region }) {
    for (const each of groups) {
      const { GroupId, GroupName, IpPermissions } = each;
      const group = securityGroup(each);
      if (IpPermissions === undefined) {
        yield unknown(group, RULES_NOT_TOLD);
        continue;
      }
      const { blocks, unknown: unclear } = wideIngress(IpPermissions, prefixLists);
      const evidence = { GroupId, wideBlocks: blocks };
      if (blocks.length > 0)
        yield fail(
          group,
          evidence,
          `Security group ${GroupName ?? GroupId} lets in every address of ${someOf(blocks.map(({ cidr }) => cidr))}.`,
          { commands: [revokeIngress(GroupId, blocks, region)] },
        );
      else if (unclear.length > 0) yield unknown(group, whyUnknown(unclear));
      else yield pass(group, evidence);
    }
  },
});
