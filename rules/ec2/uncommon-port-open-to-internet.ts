import { familiesInWords, portsInWords, rangesBeside, rangesOfEveryPort, tcp, udp } from 'postern/network';
import { defineRule, fail, pass, ports, securityGroup, shell, unknown } from 'postern/rule';
import { permissionsToRevoke, securityGroupIngress, whyUnknown } from 'postern/services/ec2';
import { ADMIN_PORTS } from './admin-port-open-to-internet.ts';
import { HIGH_RISK_PORTS } from './high-risk-port-open-to-internet.ts';

export default defineRule({
  title: 'Security group opens an uncommon port to the internet',
  type: 'Policy:EC2/UncommonPortOpenToInternet',
  severity: 5.0,
  scope: 'region',
  reads: { groups: securityGroupIngress },
  options: {
    allowed: ports({
      description: 'Ports that the whole internet may reach, TCP and UDP',
      default: [80, 443],
    }),
  },
  why: 'Most services for everybody are web sites. Another open port is often a test or a console that nobody closed again.',
  remediation: {
    text: 'Allow the addresses of the clients only, or name the port in the option `allowed` if everybody is meant to reach it. The command takes away each rule named in the evidence whole, with all other ports that it opens: add narrower rules for those that you need first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  *check({ groups }, { region, options }) {
    const allowed = options.allowed.flatMap((port) => [tcp('allowed', port), udp('allowed', port)]);
    const elsewhere = [...ADMIN_PORTS, ...HIGH_RISK_PORTS];
    for (const each of groups) {
      const { GroupId, GroupName, internet } = each;
      const group = securityGroup(each);
      const everyPort = rangesOfEveryPort(internet.open);
      const open = rangesBeside(
        internet.open.filter((range) => !everyPort.includes(range)),
        [...allowed, ...elsewhere],
      );
      const unclear = rangesBeside(internet.unknown, [...allowed, ...elsewhere]);
      if (open.length > 0)
        yield fail(
          group,
          { GroupId, openPortRanges: open },
          `Security group ${GroupName ?? GroupId} lets the whole internet reach ${portsInWords(open)} over ${familiesInWords(open)}.`,
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
