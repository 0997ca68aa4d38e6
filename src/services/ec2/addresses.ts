import type { Address as AwsAddress } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { ec2 } from './service.ts';

/** An Elastic IP address with the ARN that AWS Shield protects it by. */
export interface ElasticIp extends Named<AwsAddress, 'PublicIp' | 'AllocationId'> {
  readonly arn: string;
}

/**
 * Elastic IP addresses of the Region, associated or not, those that AWS services manage too; none where there are none.
 * The operation has no pages. Carrier addresses of Wavelength Zones, which the internet does not route, are left out. ARN:
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html
 */
export const elasticIps = ec2.reader(
  ['DescribeAddresses'],
  async ({ sdk, client, accountId, partition, region }): Promise<readonly ElasticIp[]> => {
    const { Addresses } = await client.send(new sdk.DescribeAddressesCommand({}));
    const routed = (Addresses ?? []).filter(({ CarrierIp }) => CarrierIp === undefined);
    return named(routed, 'PublicIp', 'AllocationId').map((address) => ({
      ...address,
      arn: `arn:${partition.id}:ec2:${region}:${accountId}:eip-allocation/${address.AllocationId}`,
    }));
  },
);
