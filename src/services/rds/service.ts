import { service } from '../../aws/service.ts';

/** RDS, for the files of readers that share it. DocumentDB and Neptune are asked by the same API. @internal */
export const rds = service({
  id: 'rds',
  region: 'regional',
  load: () => import('@aws-sdk/client-rds'),
  client: (sdk, config) => new sdk.RDSClient(config),
});
