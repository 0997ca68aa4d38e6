import {
  type AclReach,
  ADDRESS_FAMILIES,
  familiesInWords,
  internetReach,
  portsInWords,
} from 'postern/network';
import { accountResource, defineRule, fail, notApplicable, pass, tagMap, unknown } from 'postern/rule';
import { occupiedVpcs, ownNetworkAcls } from 'postern/services/ec2';
import { exposureInVpc } from './_exposure.ts';

const ADMIN_PORTS = [22, 3389].flatMap((port) =>
  ADDRESS_FAMILIES.map((family) => ({ protocol: 'tcp', family, begin: port, end: port }) as const),
);

export default defineRule({
  title: 'Network ACL does not keep the internet from an administration port',
  type: 'Policy:EC2/NetworkAclAdminPortOpen',
  severity: 4.0,
  scope: 'region',
  reads: { acls: ownNetworkAcls, occupied: occupiedVpcs },
  why: 'A network ACL is the wall around a subnet that still stands when a security group is opened by mistake. Security groups may close these ports too; then nothing is exposed yet.',
  remediation: {
    text: 'Add inbound rules that deny TCP 22 and 3389 from 0.0.0.0/0 and ::/0, numbered before the rules that allow them and after rules for your own networks. Port 3389 is also an ephemeral port: answers to a connection made from it are then denied too.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html',
  },
  gather: {
    in: 'region',
    by: ({ resource }) => (resource.details?.IsDefault === true ? 'default' : undefined),
    describe: (parts, place) => ({
      resource: accountResource(place),
      title: 'Default network ACLs do not keep the internet from administration ports',
      description: `${
        parts.length === 1
          ? `The default network ACL of a VPC in ${place.region} does`
          : `The default network ACLs of ${parts.length} VPCs in ${place.region} do`
      } not keep the internet from administration ports.`,
    }),
  },
  *check({ acls, occupied }) {
    for (const { arn, NetworkAclId, VpcId, IsDefault, Tags, Entries, Associations } of acls) {
      const acl = { type: 'AwsEc2NetworkAcl', id: arn, ...tagMap(Tags), details: { VpcId, IsDefault } };
      if (Associations === undefined) yield unknown(acl, 'AWS did not say which subnets use the network ACL');
      else if (Associations.length === 0) yield notApplicable('no subnet uses the network ACL', acl);
      else if (Entries === undefined) yield unknown(acl, 'AWS did not list the rules of the network ACL');
      else {
        const ports = ADMIN_PORTS.map((port) => ({
          port,
          ...internetReach(Entries, { ...port, port: port.begin, direction: 'ingress' }),
        }));
        const open = ports.filter(({ reach }) => reach === 'open');
        const unclear = ports.filter(({ reach }) => reach === 'unknown');
        const openPortRanges = open.map(({ port }) => port);
        const evidence = {
          NetworkAclId,
          SubnetIds: Associations.map(({ SubnetId }) => SubnetId),
          openPortRanges,
          Entries: decidingEntries(open.length > 0 ? open : ports),
        };
        if (open.length > 0)
          yield fail(
            acl,
            evidence,
            `${NetworkAclId} does not keep the internet from ${portsInWords(openPortRanges)} of its subnets over ${familiesInWords(openPortRanges)}.`,
            {
              ...(IsDefault === undefined ? {} : { aspects: [IsDefault ? 'default' : 'custom'] }),
              ...exposureInVpc({ VpcId }, occupied, 'internet'),
            },
          );
        else if (unclear.length > 0)
          yield unknown(acl, `a rule of the network ACL cannot be read: ${problemsOf(unclear)}`);
        else yield pass(acl, evidence);
      }
    }
  },
});

function decidingEntries(reaches: readonly AclReach[]) {
  return [...new Set(reaches.flatMap(({ deciding }) => deciding))];
}

function problemsOf(reaches: readonly AclReach[]): string {
  return [...new Set(reaches.flatMap(({ unreadable }) => unreadable.map(({ problem }) => problem)))].join(
    '; ',
  );
}
