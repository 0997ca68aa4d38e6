import { service } from '../../aws/service.ts';

/** EC2, for the files of readers that share it. @internal */
export const ec2 = service({
  id: 'ec2',
  region: 'regional',
  load: () => import('@aws-sdk/client-ec2'),
  client: (sdk, config) => new sdk.EC2Client(config),
});
