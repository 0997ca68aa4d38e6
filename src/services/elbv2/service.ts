import { service } from '../../aws/service.ts';

/** Elastic Load Balancing of today, for the files of readers that share it. @internal */
export const elbv2 = service({
  id: 'elbv2',
  region: 'regional',
  load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  client: (sdk, config) => new sdk.ElasticLoadBalancingV2Client(config),
});
