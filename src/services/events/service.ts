import type { ClientConfig } from '../../aws/client.ts';
import { service } from '../../aws/service.ts';

const spec = {
  id: 'events',
  load: () => import('@aws-sdk/client-eventbridge'),
  client: (sdk: typeof import('@aws-sdk/client-eventbridge'), config: ClientConfig) =>
    new sdk.EventBridgeClient(config),
} as const;

/** EventBridge, for the files of readers that share it. @internal */
export const events = service({ ...spec, region: 'regional' });

/** EventBridge in the home Region of the partition, whichever Region is asked about: events of IAM and Organizations come there. @internal */
export const eventsAtHome = service({ ...spec, region: 'global' });
