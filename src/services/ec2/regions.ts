import { ec2 } from './service.ts';

/** All Regions of the partition, with `OptInStatus`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const allRegions = ec2.reader(
  ['DescribeRegions'],
  async ({ sdk, client }) =>
    (await client.send(new sdk.DescribeRegionsCommand({ AllRegions: true }))).Regions ?? [],
);
