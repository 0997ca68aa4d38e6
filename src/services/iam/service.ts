import { service } from '../../aws/service.ts';

/** IAM, for the files of readers that share it. @internal */
export const iam = service({
  id: 'iam',
  region: 'global',
  load: () => import('@aws-sdk/client-iam'),
  client: (sdk, config) => new sdk.IAMClient(config),
});
