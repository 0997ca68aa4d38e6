import type { ClientConfig } from '../../aws/client.ts';
import { service } from '../../aws/service.ts';

const spec = {
  id: 'cloudwatch',
  load: () => import('@aws-sdk/client-cloudwatch'),
  client: (sdk: typeof import('@aws-sdk/client-cloudwatch'), config: ClientConfig) =>
    new sdk.CloudWatchClient(config),
} as const;

/** CloudWatch, for the files of readers that share it. @internal */
export const cloudwatch = service({ ...spec, region: 'regional' });

/** What CloudWatch keeps once an account, whichever Region is asked: dashboards. @internal */
export const cloudwatchOfAccount = service({ ...spec, region: 'global' });
