import { everyPortInWords } from 'postern/network';
import { defineRule } from 'postern/rule';
import { type ClosedPorts, closedToInternet, everyPortApart, OPEN_PORT_READS } from './_open-to-internet.ts';

const EVERY_PORT: ClosedPorts = {
  among(internet) {
    const { open, unclear } = everyPortApart(internet).every;
    return [{ open, unclear }];
  },
  inWords: everyPortInWords,
};

export default defineRule({
  title: 'Security group opens every port to the internet',
  type: 'Policy:EC2/AllPortsOpenToInternet',
  severity: 9.0,
  scope: 'region',
  reads: OPEN_PORT_READS,
  why: 'Such a group protects nothing: whatever listens behind it, now or one day, can be attacked by everybody.',
  remediation: {
    text: 'Allow the ports that clients need, and only from where they are. The command takes away the rules named in the evidence: add those narrower rules first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  check: ({ groups, carried }, { region }) => closedToInternet(groups, carried, region, EVERY_PORT),
});
