import {
  familiesInWords,
  rangesOf,
  type ServicePort,
  servicesIn,
  servicesInWords,
  tcp,
  udp,
} from 'postern/network';
import { defineRule, fail, pass, securityGroup, shell, unknown } from 'postern/rule';
import { permissionsToRevoke, securityGroupIngress, whyUnknown } from 'postern/services/ec2';

/** Where machines are administered from afar. RDP listens on UDP as well. */
export const ADMIN_PORTS: readonly ServicePort[] = [
  tcp('SSH', 22),
  tcp('RDP', 3389),
  udp('RDP', 3389),
  tcp('WinRM over HTTP', 5985),
  tcp('WinRM over HTTPS', 5986),
];

export default defineRule({
  title: 'Security group opens an administration port to the internet',
  type: 'Policy:EC2/AdminPortOpenToInternet',
  severity: 8.0,
  scope: 'region',
  reads: { groups: securityGroupIngress },
  why: 'Bots search the whole internet for these ports without pause, and try stolen passwords and fresh exploits on them.',
  remediation: {
    text: 'Administer machines through Session Manager, EC2 Instance Connect Endpoint or a VPN, or allow your own addresses only. The command takes away each rule named in the evidence whole, with all other ports that it opens: add narrower rules for those that you need first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  *check({ groups }, { region }) {
    for (const each of groups) {
      const { GroupId, GroupName, internet } = each;
      const group = securityGroup(each);
      const open = rangesOf(internet.open, ADMIN_PORTS);
      const unclear = rangesOf(internet.unknown, ADMIN_PORTS);
      if (open.length > 0)
        yield fail(
          group,
          { GroupId, openPortRanges: open },
          `Security group ${GroupName ?? GroupId} lets the whole internet reach ${servicesInWords(servicesIn(open, ADMIN_PORTS))} over ${familiesInWords(open)}.`,
          {
            commands: [
              shell`aws ec2 revoke-security-group-ingress --group-id ${GroupId} --ip-permissions ${permissionsToRevoke(open)} --region ${region}`,
            ],
          },
        );
      else if (unclear.length > 0) yield unknown(group, whyUnknown(unclear));
      else yield pass(group, { GroupId, openPortRanges: internet.open });
    }
  },
});
