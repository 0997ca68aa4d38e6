import type { NetworkAcl as AwsNetworkAcl } from '@aws-sdk/client-ec2';
import { derive } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { isOwn } from './ownership.ts';
import { ec2 } from './service.ts';

export type NetworkAcl = Named<AwsNetworkAcl, 'NetworkAclId'>;

/**
 * Network ACLs with their entries and subnets, those of VPCs too that other accounts share with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html
 */
export const networkAcls = ec2.reader(['DescribeNetworkAcls'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeNetworkAcls({ client, pageSize: 1000 }, {}), (page) =>
    named(page.NetworkAcls, 'NetworkAclId'),
  ),
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
