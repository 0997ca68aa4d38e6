import type { Condition as AwsCondition, Destination } from '@aws-sdk/client-guardduty';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { detector, detectorAdministrator } from './detector.ts';
import { guardduty } from './service.ts';

/**
 * Where GuardDuty exports findings to; undefined for a member, whose findings its administrator exports, and where
 * GuardDuty does not run. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListPublishingDestinations.html
 */
export const publishingDestinations = guardduty
  .using(detector, { ifAny: detectorAdministrator })
  .reader(
    [{ ifAny: 'ListPublishingDestinations' }],
    async ({ sdk, client, ask }): Promise<readonly Named<Destination, 'DestinationId'>[] | undefined> => {
      const found = await ask(detector);
      if (found?.Status !== 'ENABLED' || (await ask(detectorAdministrator)) !== undefined) return undefined;
      const destinations = await pages(
        sdk.paginateListPublishingDestinations({ client, pageSize: 50 }, { DetectorId: found.id }),
        (page) => page.Destinations,
      );
      return named(destinations, 'DestinationId');
    },
  );

/** What a filter asks of one attribute of a finding. All that it names must hold. */
export type Condition = AwsCondition;

/** A filter that archives what it matches: what it asks, by attribute. All must hold. */
interface ArchivingFilter {
  readonly criteria: Readonly<Record<string, Condition>>;
}

/**
 * The suppression rules by name, undefined for a filter that only shows; none for a member, which "lose[s] access to
 * these features", and where GuardDuty does not run.
 * https://docs.aws.amazon.com/guardduty/latest/ug/administrator_member_relationships.html
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFilter.html
 */
export const archivingFilters = guardduty
  .using(detector, { ifAny: detectorAdministrator })
  .reader(
    [{ ifAny: 'ListFilters' }, { ifAny: 'GetFilter' }],
    async ({
      sdk,
      client,
      ask,
      each,
    }): Promise<readonly ItemAnswer<string, ArchivingFilter | undefined>[] | undefined> => {
      const found = await ask(detector);
      if (found?.Status !== 'ENABLED' || (await ask(detectorAdministrator)) !== undefined) return undefined;
      const DetectorId = found.id;
      const names = await pages(
        sdk.paginateListFilters({ client, pageSize: 50 }, { DetectorId }),
        (page) => page.FilterNames,
      );
      return each(names, async (FilterName) => {
        const { Action, FindingCriteria } = await client.send(
          new sdk.GetFilterCommand({ DetectorId, FilterName }),
        );
        if (Action === undefined) throw new Error(`AWS did not say what the filter ${FilterName} does`);
        if (Action !== 'ARCHIVE') return undefined;
        const criteria = FindingCriteria?.Criterion;
        if (criteria === undefined) throw new Error(`AWS sent no criteria of the filter ${FilterName}`);
        return { criteria };
      });
    },
  );
