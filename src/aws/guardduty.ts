import { pages } from './pages.ts';
import { service } from './service.ts';

const guardduty = service({
  id: 'guardduty',
  region: 'regional',
  load: () => import('@aws-sdk/client-guardduty'),
  client: (sdk, config) => new sdk.GuardDutyClient(config),
});

/**
 * The detector of the Region with its id, or undefined where GuardDuty was never turned on.
 * A Region holds at most one: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html
 */
export const detector = guardduty.reader(
  ['guardduty:ListDetectors', 'guardduty:GetDetector'],
  async ({ sdk, client }) => {
    const [id] = await pages(
      sdk.paginateListDetectors({ client, pageSize: 50 }, {}),
      (page) => page.DetectorIds,
    );
    if (id === undefined) return undefined;
    const { $metadata, ...settings } = await client.send(new sdk.GetDetectorCommand({ DetectorId: id }));
    return { id, ...settings };
  },
);
