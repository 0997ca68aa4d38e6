import { type ServicePort, tcp, udp } from 'postern/network';
import { defineRule } from 'postern/rule';
import { closedToInternet, ONE_A_GROUP, OPEN_PORT_READS, portsOf } from './_open-to-internet.ts';

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
  reads: OPEN_PORT_READS,
  why: 'Bots search the whole internet for these ports without pause, and try stolen passwords and fresh exploits on them.',
  remediation: {
    text: 'Administer machines through Session Manager, EC2 Instance Connect Endpoint or a VPN, or allow your own addresses only. The command takes away each rule named in the evidence whole, with all other ports that it opens: add narrower rules for those that you need first.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html',
  },
  gather: ONE_A_GROUP,
  check: ({ groups, carried }, { region }) => closedToInternet(groups, carried, region, portsOf(ADMIN_PORTS)),
});
