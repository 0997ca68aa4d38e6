import { service } from '../../aws/service.ts';

/** SNS, for the files of readers that share it. @internal */
export const sns = service({
  id: 'sns',
  region: 'regional',
  load: () => import('@aws-sdk/client-sns'),
  client: (sdk, config) => new sdk.SNSClient(config),
});
