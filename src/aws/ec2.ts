import { service } from './service.ts';

const ec2 = service({
  id: 'ec2',
  region: 'regional',
  load: () => import('@aws-sdk/client-ec2'),
  client: (sdk, config) => new sdk.EC2Client(config),
});

/** All Regions of the partition, with `OptInStatus`. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const allRegions = ec2.reader(
  ['ec2:DescribeRegions'],
  async ({ sdk, client }) =>
    (await client.send(new sdk.DescribeRegionsCommand({ AllRegions: true }))).Regions ?? [],
);
