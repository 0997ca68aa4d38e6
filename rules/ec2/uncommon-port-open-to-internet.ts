import { portsInWords, rangesBeside, rangesOf, type ServicePort, tcp, udp } from 'postern/network';
import { defineRule, ports } from 'postern/rule';
import {
  type ClosedPorts,
  closedToInternet,
  everyPortApart,
  ONE_A_GROUP,
  OPEN_PORT_READS,
} from './_open-to-internet.ts';
import { ADMIN_PORTS } from './admin-port-open-to-internet.ts';
import { HIGH_RISK_PORTS } from './high-risk-port-open-to-internet.ts';

export default defineRule({
  title: 'Security group opens an uncommon port to the internet',
  type: 'Policy:EC2/UncommonPortOpenToInternet',
  severity: 5.0,
  scope: 'region',
  reads: OPEN_PORT_READS,
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
  gather: ONE_A_GROUP,
  check: ({ groups, carried }, { region, options }) =>
    closedToInternet(
      groups,
      carried,
      region,
      portsBeside(options.allowed.flatMap((port) => [tcp('allowed', port), udp('allowed', port)])),
    ),
});

/** The ports that nobody allowed: those of which a sharper rule tells too, and those of which only this one does. */
function portsBeside(allowed: readonly ServicePort[]): ClosedPorts {
  return {
    among(internet) {
      const { every, others } = everyPortApart(internet);
      const told = [
        every,
        {
          part: 'administration ports',
          toldBy: { rule: 'ec2/admin-port-open-to-internet' },
          open: rangesOf(others.open, ADMIN_PORTS),
          unclear: rangesOf(others.unclear, ADMIN_PORTS),
        },
        {
          part: 'high-risk ports',
          toldBy: { rule: 'ec2/high-risk-port-open-to-internet' },
          open: rangesOf(others.open, HIGH_RISK_PORTS),
          unclear: rangesOf(others.unclear, HIGH_RISK_PORTS),
        },
      ].map((kind) => ({
        ...kind,
        open: rangesBeside(kind.open, allowed),
        unclear: rangesBeside(kind.unclear, allowed),
      }));
      return [
        ...told,
        {
          open: rangesBeside(others.open, [...allowed, ...ADMIN_PORTS, ...HIGH_RISK_PORTS]),
          unclear: rangesBeside(internet.unknown, allowed),
        },
      ];
    },
    inWords: portsInWords,
  };
}
