import { portsInWords, rangesBeside, rangesOfEveryPort, tcp, udp } from 'postern/network';
import { defineRule, ports } from 'postern/rule';
import { securityGroupIngress } from 'postern/services/ec2';
import { type ClosedPorts, closedToInternet } from './_open-to-internet.ts';
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
  check: ({ groups }, { region, options }) => closedToInternet(groups, region, portsBeside(options.allowed)),
});

/** All ports but the allowed ones and those that a rule of their own reports. */
function portsBeside(allowed: readonly number[]): ClosedPorts {
  const others = [
    ...allowed.flatMap((port) => [tcp('allowed', port), udp('allowed', port)]),
    ...ADMIN_PORTS,
    ...HIGH_RISK_PORTS,
  ];
  return {
    among({ open, unknown }) {
      const everyPort = rangesOfEveryPort(open);
      return {
        open: rangesBeside(
          open.filter((range) => !everyPort.includes(range)),
          others,
        ),
        unclear: rangesBeside(unknown, others),
      };
    },
    inWords: portsInWords,
  };
}
