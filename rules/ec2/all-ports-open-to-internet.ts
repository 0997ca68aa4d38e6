import { everyPortInWords, rangesOfEveryPort } from 'postern/network';
import { defineRule } from 'postern/rule';
import { securityGroupIngress } from 'postern/services/ec2';
import { type ClosedPorts, closedToInternet } from './_open-to-internet.ts';

const EVERY_PORT: ClosedPorts = {
  among({ open, unknown }) {
    const mayBeOpen = rangesOfEveryPort([...open, ...unknown]);
    return {
      open: rangesOfEveryPort(open),
      unclear: unknown.filter((range) => mayBeOpen.includes(range)),
    };
  },
  inWords: everyPortInWords,
};

export default defineRule({
  title: 'Security group opens every port to the internet',
  type: 'Policy:EC2/AllPortsOpenToInternet',
  severity: 9.0,
  scope: 'region',
  reads: { groups: securityGroupIngress },
  why: 'Such a group protects nothing: whatever listens behind it, now or one day, can be attacked by everybody.',
  remediation: {
    text: 'Allow the ports that clients need, and only from where they are. The command takes away the rules named in the evidence: add those narrower rules first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  check: ({ groups }, { region }) => closedToInternet(groups, region, EVERY_PORT),
});
