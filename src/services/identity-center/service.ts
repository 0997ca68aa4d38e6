import { service } from '../../aws/service.ts';

/** IAM Identity Center, for the files of readers that share it. @internal */
export const ssoAdmin = service({
  id: 'sso-admin',
  region: 'regional',
  load: () => import('@aws-sdk/client-sso-admin'),
  client: (sdk, config) => new sdk.SSOAdminClient(config),
});
