import { servicesIn, servicesInWords, someOf, wideIngress } from 'postern/network';
import { defineRule, fail, pass, securityGroup, unknown } from 'postern/rule';
import {
  carriedGroups,
  ingressPrefixLists,
  ownSecurityGroups,
  RULES_NOT_TOLD,
  whyUnknown,
} from 'postern/services/ec2';
import { exposureOfOpenGroup } from './_exposure.ts';
import { revokeIngress } from './_revoke-ingress.ts';
import { ADMIN_PORTS } from './admin-port-open-to-internet.ts';
import { HIGH_RISK_PORTS } from './high-risk-port-open-to-internet.ts';

/** Ports for which half of the internet is as good as all of it. */
const GUARDED_PORTS = [...ADMIN_PORTS, ...HIGH_RISK_PORTS];

export default defineRule({
  title: 'Security group lets in a large part of the internet',
  type: 'Policy:EC2/WidePublicCidrAllowed',
  severity: 3.0,
  raisedTo: 7.0,
  scope: 'region',
  reads: { groups: ownSecurityGroups, prefixLists: ingressPrefixLists, carried: carriedGroups },
  why: 'A block of /8 holds 16 million addresses, one of /12 of IPv6 those of a continent, which no one organization has to itself: cloud tenants and home networks of strangers are let in with the one that was meant.',
  remediation: {
    text: 'Allow the addresses of the clients only. The command takes away each rule named in the evidence whole: add narrower rules first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  *check({ groups, prefixLists, carried }, { region }) {
    for (const each of groups) {
      const { GroupId, GroupName, IpPermissions } = each;
      const group = securityGroup(each);
      if (IpPermissions === undefined) {
        yield unknown(group, RULES_NOT_TOLD);
        continue;
      }
      const { blocks, unknown: unclear } = wideIngress(IpPermissions, prefixLists);
      const evidence = { GroupId, wideBlocks: blocks };
      const guarded = servicesIn(
        blocks.flatMap(({ openPortRanges }) => openPortRanges),
        GUARDED_PORTS,
      );
      if (blocks.length > 0)
        yield fail(
          group,
          evidence,
          `Security group ${GroupName ?? GroupId} lets in every address of ${someOf(blocks.map(({ cidr }) => cidr))}.`,
          {
            ...exposureOfOpenGroup(
              each,
              carried,
              guarded.length === 0
                ? undefined
                : { score: 7, reason: `it reaches ${servicesInWords(guarded)}` },
            ),
            commands: [revokeIngress(GroupId, blocks, region)],
          },
        );
      else if (unclear.length > 0) yield unknown(group, whyUnknown(unclear));
      else yield pass(group, evidence);
    }
  },
});
