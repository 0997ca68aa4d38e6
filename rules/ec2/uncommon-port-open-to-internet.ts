import {
  familiesInWords,
  type InternetIngress,
  portsInWords,
  rangesBeside,
  rangesOf,
  rangesOfEveryPort,
  type ServicePort,
  tcp,
  udp,
} from 'postern/network';
import { defineRule, type FailDetails, fail, pass, ports, securityGroup, unknown } from 'postern/rule';
import { securityGroupIngress, whyUnknown } from 'postern/services/ec2';
import { revokeIngress } from './_revoke-ingress.ts';
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
    for (const each of groups) {
      const { GroupId, GroupName, internet } = each;
      const group = securityGroup(each);
      const { untold, told } = uncommonPorts(internet.open, allowed);
      const unclear = rangesBeside(internet.unknown, allowed);
      const opens = (ranges: InternetIngress['open'], details: FailDetails = {}) =>
        fail(
          group,
          { GroupId, openPortRanges: ranges },
          `Security group ${GroupName ?? GroupId} lets the whole internet reach ${portsInWords(ranges)} over ${familiesInWords(ranges)}.`,
          { ...details, commands: [revokeIngress(GroupId, ranges, region)] },
        );

      for (const { part, rule, ranges } of told) yield opens(ranges, { part, toldBy: { rule } });
      if (untold.length > 0) yield opens(untold);
      else if (unclear.length > 0) yield unknown(group, whyUnknown(unclear));
      else if (told.length === 0) yield pass(group, { GroupId, openPortRanges: internet.open });
    }
  },
});

/** The open ports that nobody allowed: those that a sharper rule tells as well, by rule, and those that only this one tells. */
function uncommonPorts(open: InternetIngress['open'], allowed: readonly ServicePort[]) {
  const everyPort = rangesOfEveryPort(open);
  const others = rangesBeside(
    open.filter((range) => !everyPort.includes(range)),
    allowed,
  );
  const told = [
    {
      part: 'every port',
      rule: 'ec2/all-ports-open-to-internet',
      ranges: rangesBeside(everyPort, allowed),
    },
    {
      part: 'administration ports',
      rule: 'ec2/admin-port-open-to-internet',
      ranges: rangesOf(others, ADMIN_PORTS),
    },
    {
      part: 'high-risk ports',
      rule: 'ec2/high-risk-port-open-to-internet',
      ranges: rangesOf(others, HIGH_RISK_PORTS),
    },
  ];
  return {
    untold: rangesBeside(others, [...ADMIN_PORTS, ...HIGH_RISK_PORTS]),
    told: told.filter(({ ranges }) => ranges.length > 0),
  };
}
