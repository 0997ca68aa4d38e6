import { service } from '../../aws/service.ts';

/** CloudWatch Logs, for the files of readers that share it. @internal */
export const logs = service({
  id: 'logs',
  region: 'regional',
  load: () => import('@aws-sdk/client-cloudwatch-logs'),
  client: (sdk, config) => new sdk.CloudWatchLogsClient(config),
});
