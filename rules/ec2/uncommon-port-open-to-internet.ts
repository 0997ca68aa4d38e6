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
      const opens = (openPortRanges: InternetIngress['open'], told: Told = {}) =>
        fail(
          group,
          { GroupId, openPortRanges },
          `Security group ${GroupName ?? GroupId} lets the whole internet reach ${portsInWords(openPortRanges)} over ${familiesInWords(openPortRanges)}.`,
          { ...told, commands: [revokeIngress(GroupId, openPortRanges, region)] },
        );
      const { told, untold } = uncommonPorts(internet, allowed);
      for (const { open, unclear, ...teller } of told)
        if (open.length > 0) yield opens(open, teller);
        else yield unknown(group, whyUnknown(unclear), teller);

      const unclear = rangesBeside(internet.unknown, allowed);
      if (untold.length > 0) yield opens(untold);
      else if (unclear.length > 0) yield unknown(group, whyUnknown(unclear));
      else if (told.length === 0) yield pass(group, { GroupId, openPortRanges: internet.open });
    }
  },
});

/** A kind of ports that a sharper rule tells of. */
type Told = Pick<FailDetails, 'part' | 'toldBy'>;

/**
 * The ports that nobody allowed: those of which a sharper rule tells too, and those of which only this one does. They
 * are judged apart, so that what is told elsewhere takes nothing else with it.
 */
function uncommonPorts(internet: InternetIngress, allowed: readonly ServicePort[]) {
  const { open, unknown: unclear } = internet;
  const everyPort = rangesOfEveryPort(open);
  const maybeEveryPort = rangesOfEveryPort([...open, ...unclear]);
  const others = {
    open: open.filter((range) => !everyPort.includes(range)),
    unclear: unclear.filter((range) => !maybeEveryPort.includes(range)),
  };
  const kinds = [
    {
      part: 'every port',
      toldBy: { rule: 'ec2/all-ports-open-to-internet' },
      open: everyPort,
      unclear: unclear.filter((range) => maybeEveryPort.includes(range)),
    },
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
  return {
    told: kinds.filter((kind) => kind.open.length + kind.unclear.length > 0),
    untold: rangesBeside(others.open, [...allowed, ...ADMIN_PORTS, ...HIGH_RISK_PORTS]),
  };
}
