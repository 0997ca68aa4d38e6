import type {
  Administrator,
  DetectorFeatureConfigurationResult,
  GetDetectorResponse,
} from '@aws-sdk/client-guardduty';
import { optional } from '../../aws/combine-readers.ts';
import { pages } from '../../aws/pages.ts';
import { guardduty } from './service.ts';

export interface Detector extends Omit<GetDetectorResponse, 'Features'> {
  readonly id: string;
  readonly arn: string;
  readonly Features?: readonly Feature[] | undefined;
}

/** A data source or protection plan of a detector, on or off. AWS has more of them than the SDK names. */
export interface Feature extends Omit<DetectorFeatureConfigurationResult, 'Name'> {
  readonly Name?: string | undefined;
}

/**
 * The detector of the Region with its id and ARN, or undefined where GuardDuty was never turned on.
 * A Region holds at most one: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html
 */
export const detector = guardduty.reader(
  ['ListDetectors', { ifAny: 'GetDetector' }],
  async ({ sdk, client, accountId, partition, region }): Promise<Detector | undefined> => {
    const [id] = await pages(
      sdk.paginateListDetectors({ client, pageSize: 50 }, {}),
      (page) => page.DetectorIds,
    );
    if (id === undefined) return undefined;
    const { $metadata, ...settings } = await client.send(new sdk.GetDetectorCommand({ DetectorId: id }));
    const arn = `arn:${partition.id}:guardduty:${region}:${accountId}:detector/${id}`;
    return { id, arn, ...settings };
  },
);

/**
 * The account that administers GuardDuty for this one, as long as it does; undefined for an account of its own and for
 * the administrator itself: AWS answers both alike, without content.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetAdministratorAccount.html
 */
export const detectorAdministrator = guardduty
  .using(detector)
  .reader(
    [{ ifAny: 'GetAdministratorAccount' }],
    async ({ sdk, client, ask }): Promise<Administrator | undefined> => {
      const found = await ask(detector);
      if (found?.Status !== 'ENABLED') return undefined;
      const { Administrator } = await client.send(
        new sdk.GetAdministratorAccountCommand({ DetectorId: found.id }),
      );
      return isEnabled(Administrator) ? Administrator : undefined;
    },
  );

/**
 * Whether somebody is a member, or has one: AWS documents ENABLED and sends `Enabled`.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Member.html
 */
export function isEnabled(relation: Pick<Administrator, 'RelationshipStatus'> | undefined): boolean {
  return relation?.RelationshipStatus?.toLowerCase() === 'enabled';
}

/** The same, for rules whose verdict does not depend on it. */
export const optionalDetectorAdministrator = optional(detectorAdministrator);
