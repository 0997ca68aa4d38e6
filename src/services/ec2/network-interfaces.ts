import type { NetworkInterface as AwsNetworkInterface } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { ec2 } from './service.ts';

export type NetworkInterface = Named<AwsNetworkInterface, 'NetworkInterfaceId'>;

/**
 * Network interfaces, those of AWS services too, and in an own VPC those of the accounts it is shared with.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export const networkInterfaces = ec2.reader(['DescribeNetworkInterfaces'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeNetworkInterfaces({ client, pageSize: 1000 }, {}), (page) =>
    named(page.NetworkInterfaces, 'NetworkInterfaceId'),
  ),
);
