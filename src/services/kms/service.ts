import { service } from '../../aws/service.ts';

/** KMS, for the files of readers that share it. @internal */
export const kms = service({
  id: 'kms',
  region: 'regional',
  load: () => import('@aws-sdk/client-kms'),
  client: (sdk, config) => new sdk.KMSClient(config),
});
