import type { CoveredResource } from '@aws-sdk/client-inspector2';
import { firstItems } from '../../aws/first-items.ts';
import { type Named, named } from '../../aws/named.ts';
import { isOn, scanning } from './account.ts';
import { inspector } from './service.ts';

export type UnscannedResource = Named<CoveredResource, 'resourceId' | 'resourceType'>;

/** Resources of which more than these are not read. */
const MOST_READ = 1000;

/** Resources that Inspector knows and does not scan. */
interface Unscanned {
  readonly resources: readonly UnscannedResource[];
  /** Whether there are more than were read. */
  readonly more: boolean;
}

/**
 * Resources of the account itself that Inspector knows and does not scan, each with its reason, the first 1,000; none
 * where Inspector is off. https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html
 */
export const unscannedResources = inspector
  .using(scanning)
  .reader([{ ifAny: 'ListCoverage' }], async ({ sdk, client, accountId, ask }): Promise<Unscanned> => {
    if (!isOn(await ask(scanning))) return { resources: [], more: false };
    const { items, more } = await firstItems(
      sdk.paginateListCoverage(
        { client, pageSize: 200 },
        {
          filterCriteria: {
            accountId: [{ comparison: 'EQUALS', value: accountId }],
            scanStatusCode: [{ comparison: 'EQUALS', value: 'INACTIVE' }],
          },
        },
      ),
      { items: (page) => page.coveredResources, next: (page) => page.nextToken },
      MOST_READ,
    );
    return { resources: named(items, 'resourceId', 'resourceType'), more };
  });
