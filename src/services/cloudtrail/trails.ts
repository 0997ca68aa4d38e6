import type { Trail as AwsTrail, GetTrailStatusResponse } from '@aws-sdk/client-cloudtrail';
import { derive } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { optionalOrganizationPosition } from '../organizations/index.ts';
import { advancedOf, DEFAULT_SELECTORS, type EventSelectors } from './selected-events.ts';
import { cloudtrail } from './service.ts';

/** A trail, whichever account made it. */
export interface Trail extends Named<AwsTrail, 'Name' | 'TrailARN' | 'HomeRegion'> {
  /** The account that it belongs to: for the trail of an organization its management account. */
  readonly ownerId: string;
}

/**
 * Every trail that records what happens in the Region: those made there, multi-Region ones of other Regions, and those
 * of the organization, which a member sees too. Empty where there is none.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const seenTrails = cloudtrail.reader(
  ['DescribeTrails'],
  async ({ sdk, client }): Promise<readonly Trail[]> => {
    const { trailList } = await client.send(new sdk.DescribeTrailsCommand({ includeShadowTrails: true }));
    if (trailList === undefined) throw new Error('AWS sent no trailList');
    return named(trailList, 'Name', 'TrailARN', 'HomeRegion').map((trail) => ({
      ...trail,
      ownerId: ownerOf(trail.TrailARN),
    }));
  },
);

function ownerOf(arn: string): string {
  const [, , , , ownerId] = arn.split(':');
  if (!ownerId) throw new Error(`AWS sent ${arn}, which names no account`);
  return ownerId;
}

/** The trails whose home Region it is: a trail that many Regions see is judged there, once. */
export const trails = derive({ seenTrails }, ({ seenTrails: all }, { region }) =>
  all.filter(({ HomeRegion }) => HomeRegion === region),
);

/** Whether a trail records, and how its deliveries fare. */
export type TrailStatus = Omit<GetTrailStatusResponse, 'IsLogging' | '$metadata'> & {
  readonly IsLogging: boolean;
};

/** The statuses of some of the trails at home in the Region. */
function statusesOf(isMeant: (trail: Trail, accountId: string) => boolean) {
  return cloudtrail
    .using(trails)
    .reader(
      [{ ifAny: 'GetTrailStatus' }],
      async ({ sdk, client, accountId, ask, each }): Promise<readonly ItemAnswer<Trail, TrailStatus>[]> => {
        const meant = (await ask(trails)).filter((trail) => isMeant(trail, accountId));
        return each(meant, async ({ TrailARN }) => {
          const { $metadata, IsLogging, ...status } = await client.send(
            new sdk.GetTrailStatusCommand({ Name: TrailARN }),
          );
          if (IsLogging === undefined) throw new Error('AWS did not say whether the trail is logging');
          return { IsLogging, ...status };
        });
      },
    );
}

/**
 * The status of each trail at home in the Region that belongs to this account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export const ownTrailStatuses = statusesOf(({ ownerId }, accountId) => ownerId === accountId);

/** The status of each trail at home in the Region. Members may ask for that of the organization's trail, by its ARN. */
export const trailStatuses = derive(
  { own: ownTrailStatuses, others: statusesOf(({ ownerId }, accountId) => ownerId !== accountId) },
  ({ own, others }) => [...own, ...others],
);

/** CloudTrail as Organizations names it where an account administers it for the organization. */
const PRINCIPAL = 'cloudtrail.amazonaws.com';

/**
 * What each trail at home in the Region is told to record; undefined where only the account that it belongs to can
 * tell. A member sees that the organization's trail is there, but not its event selectors unless they are the default:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export const trailSelectors = cloudtrail
  .using(trails, { ifAny: optionalOrganizationPosition })
  .reader(
    [{ ifAny: 'GetEventSelectors' }],
    async ({
      sdk,
      client,
      accountId,
      ask,
      each,
    }): Promise<readonly ItemAnswer<Trail, EventSelectors | undefined>[]> => {
      const all = await ask(trails);
      const position = all.some(({ ownerId }) => ownerId !== accountId)
        ? await ask(optionalOrganizationPosition)
        : undefined;
      return each(all, async ({ TrailARN, ownerId, HasCustomEventSelectors }) => {
        if (ownerId !== accountId) {
          if (HasCustomEventSelectors === false) return DEFAULT_SELECTORS;
          if (position?.ok === false) throw position.error;
          const standing = position?.value;
          if (standing?.kind !== 'delegated' || !standing.services.includes(PRINCIPAL)) return undefined;
        }
        const { EventSelectors, AdvancedEventSelectors } = await client.send(
          new sdk.GetEventSelectorsCommand({ TrailName: TrailARN }),
        );
        if (AdvancedEventSelectors !== undefined && AdvancedEventSelectors.length > 0)
          return AdvancedEventSelectors;
        if (EventSelectors === undefined) throw new Error('AWS sent no event selectors');
        return advancedOf(EventSelectors);
      });
    },
  );
