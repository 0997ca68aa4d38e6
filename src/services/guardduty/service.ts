import { service } from '../../aws/service.ts';

/** GuardDuty, for the files of readers that share it. @internal */
export const guardduty = service({
  id: 'guardduty',
  region: 'regional',
  load: () => import('@aws-sdk/client-guardduty'),
  client: (sdk, config) => new sdk.GuardDutyClient(config),
});
