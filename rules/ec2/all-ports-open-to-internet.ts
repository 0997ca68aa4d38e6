import { everyPortInWords, familiesInWords, rangesOfEveryPort } from 'postern/network';
import { defineRule, fail, pass, securityGroup, shell, unknown } from 'postern/rule';
import { permissionsToRevoke, securityGroupIngress, whyUnknown } from 'postern/services/ec2';

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
  *check({ groups }, { region }) {
    for (const each of groups) {
      const { GroupId, GroupName, internet } = each;
      const group = securityGroup(each);
      const open = rangesOfEveryPort(internet.open);
      const mayBeOpen = rangesOfEveryPort([...internet.open, ...internet.unknown]);
      const unclear = internet.unknown.filter((range) => mayBeOpen.includes(range));
      if (open.length > 0)
        yield fail(
          group,
          { GroupId, openPortRanges: open },
          `Security group ${GroupName ?? GroupId} lets the whole internet reach ${everyPortInWords(open)} over ${familiesInWords(open)}.`,
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
