import { service } from '../../aws/service.ts';

/** Organizations, for the files of readers that share it. @internal */
export const organizations = service({
  id: 'organizations',
  region: 'global',
  load: () => import('@aws-sdk/client-organizations'),
  client: (sdk, config) => new sdk.OrganizationsClient(config),
});
