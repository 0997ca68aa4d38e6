import { service } from '../../aws/service.ts';

/** Lambda, for the files of readers that share it. @internal */
export const lambda = service({
  id: 'lambda',
  region: 'regional',
  load: () => import('@aws-sdk/client-lambda'),
  client: (sdk, config) => new sdk.LambdaClient(config),
});
