import { service } from '../../aws/service.ts';

/** CloudTrail, for the files of readers that share it. @internal */
export const cloudtrail = service({
  id: 'cloudtrail',
  region: 'regional',
  load: () => import('@aws-sdk/client-cloudtrail'),
  client: (sdk, config) => new sdk.CloudTrailClient(config),
});
