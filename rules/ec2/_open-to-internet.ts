import {
  familiesInWords,
  type InternetIngress,
  rangesOf,
  type ServicePort,
  servicesIn,
  servicesInWords,
} from 'postern/network';
import { fail, pass, securityGroup, unknown, type Verdict } from 'postern/rule';
import { type SecurityGroupIngress, whyUnknown } from 'postern/services/ec2';
import { revokeIngress } from './_revoke-ingress.ts';

/** Which ports a rule wants closed to the internet. */
export interface ClosedPorts {
  /** What of a group's ingress is such a port, and what may be one for all that could be read. */
  among(internet: InternetIngress): {
    readonly open: InternetIngress['open'];
    readonly unclear: InternetIngress['unknown'];
  };
  /** What is open, as it follows "lets the whole internet reach". */
  inWords(open: InternetIngress['open']): string;
}

/** The ports of these services, which a finding names. */
export function portsOf(services: readonly ServicePort[]): ClosedPorts {
  return {
    among: ({ open, unknown }) => ({
      open: rangesOf(open, services),
      unclear: rangesOf(unknown, services),
    }),
    inWords: (open) => servicesInWords(servicesIn(open, services)),
  };
}

/** One verdict a security group: it fails where it opens such a port to the whole internet. */
export function* closedToInternet(
  groups: readonly SecurityGroupIngress[],
  region: string,
  ports: ClosedPorts,
): Iterable<Verdict> {
  for (const each of groups) {
    const { GroupId, GroupName, internet } = each;
    const group = securityGroup(each);
    const { open, unclear } = ports.among(internet);
    if (open.length > 0)
      yield fail(
        group,
        { GroupId, openPortRanges: open },
        `Security group ${GroupName ?? GroupId} lets the whole internet reach ${ports.inWords(open)} over ${familiesInWords(open)}.`,
        { commands: [revokeIngress(GroupId, open, region)] },
      );
    else if (unclear.length > 0) yield unknown(group, whyUnknown(unclear));
    else yield pass(group, { GroupId, openPortRanges: internet.open });
  }
}
