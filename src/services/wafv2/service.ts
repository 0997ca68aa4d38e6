import { service } from '../../aws/service.ts';

/** AWS WAF, for the files of readers that share it. @internal */
export const wafv2 = service({
  id: 'wafv2',
  region: 'regional',
  load: () => import('@aws-sdk/client-wafv2'),
  client: (sdk, config) => new sdk.WAFV2Client(config),
});

/** The largest page of its lists. */
export const PAGE = 100;
