import type {
  NetworkAcl as AwsNetworkAcl,
  NetworkInterface as AwsNetworkInterface,
  SecurityGroup as AwsSecurityGroup,
} from '@aws-sdk/client-ec2';
import type { PrefixListReading, PrefixLists } from '../network/ingress-source.ts';
import { type Named, named } from './named.ts';
import { pages } from './pages.ts';
import { derive, service } from './service.ts';

const ec2 = service({
  id: 'ec2',
  region: 'regional',
  load: () => import('@aws-sdk/client-ec2'),
  client: (sdk, config) => new sdk.EC2Client(config),
});

export type SecurityGroup = Named<AwsSecurityGroup, 'GroupId'>;
export type NetworkInterface = Named<AwsNetworkInterface, 'NetworkInterfaceId'>;
export type NetworkAcl = Named<AwsNetworkAcl, 'NetworkAclId'>;

/** All Regions of the partition, with `OptInStatus`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const allRegions = ec2.reader(
  ['ec2:DescribeRegions'],
  async ({ sdk, client }) =>
    (await client.send(new sdk.DescribeRegionsCommand({ AllRegions: true }))).Regions ?? [],
);

/**
 * Security groups with all their rules, those of other accounts too that share them with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
 */
export const securityGroups = ec2.reader(['ec2:DescribeSecurityGroups'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {}), (page) =>
    named(page.SecurityGroups, 'GroupId'),
  ),
);

/**
 * Network interfaces, those of AWS services too, and in an own VPC those of the accounts it is shared with.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export const networkInterfaces = ec2.reader(['ec2:DescribeNetworkInterfaces'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeNetworkInterfaces({ client, pageSize: 1000 }, {}), (page) =>
    named(page.NetworkInterfaces, 'NetworkInterfaceId'),
  ),
);

/**
 * Network ACLs with their entries and subnets, those of VPCs too that other accounts share with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html
 */
export const networkAcls = ec2.reader(['ec2:DescribeNetworkAcls'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeNetworkAcls({ client, pageSize: 1000 }, {}), (page) =>
    named(page.NetworkAcls, 'NetworkAclId'),
  ),
);

/**
 * The entries of the prefix lists that inbound rules of security groups name; the error for a list that could not
 * be read. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
 */
export const ingressPrefixLists = ec2.reader(
  [...securityGroups.actions, 'ec2:GetManagedPrefixListEntries'],
  async ({ sdk, client, place, attempt }): Promise<PrefixLists> => {
    const ids = new Set((await securityGroups(place)).flatMap(prefixListsOf));
    const read = async (PrefixListId: string): Promise<readonly [string, PrefixListReading]> => {
      const entries = await attempt(() =>
        pages(
          sdk.paginateGetManagedPrefixListEntries({ client, pageSize: 100 }, { PrefixListId }),
          (page) => page.Entries,
        ),
      );
      return [PrefixListId, entries.ok ? entries.value : { error: entries.error }];
    };
    return new Map(await Promise.all([...ids].map(read)));
  },
);

function prefixListsOf({ IpPermissions = [] }: SecurityGroup): string[] {
  return IpPermissions.flatMap(({ PrefixListIds = [] }) => PrefixListIds).flatMap(
    ({ PrefixListId }) => PrefixListId ?? [],
  );
}

/**
 * The security groups of this account. What others share with it is judged in the account that owns it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-sharing.html
 */
export const ownSecurityGroups = derive({ groups: securityGroups }, ({ groups }, { session, region }) =>
  groups.filter(isOwn(session.accountId)).map((group) => ({
    ...group,
    arn: `arn:${session.partition.id}:ec2:${region}:${session.accountId}:security-group/${group.GroupId}`,
  })),
);

/**
 * The network ACLs of this account. The owner of a shared VPC owns those of its subnets.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html
 */
export const ownNetworkAcls = derive({ acls: networkAcls }, ({ acls }, { session, region }) =>
  acls.filter(isOwn(session.accountId)).map((acl) => ({
    ...acl,
    arn: `arn:${session.partition.id}:ec2:${region}:${session.accountId}:network-acl/${acl.NetworkAclId}`,
  })),
);

/** Where AWS names no owner it is taken for ours: better judged twice than never. */
function isOwn(accountId: string): (resource: { readonly OwnerId?: string | undefined }) => boolean {
  return ({ OwnerId }) => (OwnerId ?? accountId) === accountId;
}
