import { service } from '../../aws/service.ts';

/** Amazon Inspector, for the files of readers that share it. The old Inspector Classic is another service. @internal */
export const inspector = service({
  id: 'inspector2',
  region: 'regional',
  load: () => import('@aws-sdk/client-inspector2'),
  client: (sdk, config) => new sdk.Inspector2Client(config),
});
