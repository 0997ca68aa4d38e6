import { service } from '../../aws/reader.ts';

export const cloudtrail = service({
  id: 'cloudtrail',
  region: 'regional',
  load: () => import('@aws-sdk/client-cloudtrail'),
  client: (sdk, config) => new sdk.CloudTrailClient(config),
});
