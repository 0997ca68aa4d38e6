import { service } from '../../aws/service.ts';

/**
 * AWS Shield, for the files of readers that share it. Shield Standard has no API, and Shield Advanced is in one
 * partition: https://docs.aws.amazon.com/general/latest/gr/shield.html
 * @internal
 */
export const shield = service({
  id: 'shield',
  region: 'global',
  partitions: ['aws'],
  load: () => import('@aws-sdk/client-shield'),
  client: (sdk, config) => new sdk.ShieldClient(config),
});
