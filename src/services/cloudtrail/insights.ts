import type {
  GetInsightSelectorsResponse,
  InsightSelector,
  LookupEventsResponse,
} from '@aws-sdk/client-cloudtrail';
import { derive } from '../../aws/combine-readers.ts';
import { firstItems } from '../../aws/first-items.ts';
import { partitionOf } from '../../aws/partitions.ts';
import { ReadError } from '../../aws/read-error.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { type InsightRecord, insightRecord } from './insight-record.ts';
import { cloudtrail } from './service.ts';
import { seenTrails, type Trail, trails } from './trails.ts';

/**
 * What Insights look for in each trail at home in the Region that belongs to this account; nothing where they are off.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html
 */
export const insightSelectors = cloudtrail
  .using(trails)
  .reader(
    [{ ifAny: 'GetInsightSelectors' }],
    async ({
      sdk,
      client,
      accountId,
      ask,
      each,
    }): Promise<readonly ItemAnswer<Trail, readonly InsightSelector[]>[]> => {
      const own = (await ask(trails)).filter(({ ownerId }) => ownerId === accountId);
      return each(own, async ({ TrailARN, HasInsightSelectors }) => {
        if (HasInsightSelectors === false) return [];
        return selectorsOf(() => client.send(new sdk.GetInsightSelectorsCommand({ TrailName: TrailARN })));
      });
    },
  );

/** How far back Insights events are read. */
export const INSIGHT_DAYS_READ = 30;

/** How many records are read, two of each event at most: 50 a call, two calls a second. */
const MOST_READ = 1000;

/** Insights events of a Region. */
export interface InsightEvents {
  readonly events: readonly InsightRecord[];
  /** Whether there are older ones that were not read. */
  readonly more: boolean;
  /** Why those on data events are not known, where a trail has Insights on those and they could not be read. */
  readonly unread: ReadError | undefined;
}

/** Both list the same events, page by page. */
const EVENTS = {
  items: ({ Events }: LookupEventsResponse) => {
    if (Events === undefined) throw new Error('AWS sent no Events');
    return Events.map(({ CloudTrailEvent }) => insightRecord(CloudTrailEvent));
  },
  next: ({ NextToken }: LookupEventsResponse) => NextToken,
};

function within(now: Date) {
  return { StartTime: new Date(now.getTime() - INSIGHT_DAYS_READ * 86_400_000), EndTime: now };
}

function hasInsights({ HasInsightSelectors }: Trail): boolean {
  return HasInsightSelectors !== false;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const onManagementEvents = cloudtrail
  .using(seenTrails)
  .reader([{ ifAny: 'LookupEvents' }], async ({ sdk, client, now, ask }) =>
    (await ask(seenTrails)).some(hasInsights)
      ? firstItems(
          sdk.paginateLookupEvents({ client, pageSize: 50 }, { EventCategory: 'insight', ...within(now) }),
          EVENTS,
          MOST_READ,
        )
      : undefined,
  );

/**
 * By trail. Members cannot ask the trail of their organization.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListInsightsData.html
 */
const onDataEvents = cloudtrail
  .using(seenTrails, { ifAny: insightSelectors })
  .reader(
    [{ ifAny: 'ListInsightsData' }, { ifAny: 'GetInsightSelectors' }],
    async ({ sdk, client, accountId, now, ask, each }) => {
      const seen = (await ask(seenTrails)).filter(
        (trail) => hasInsights(trail) && trail.ownerId === accountId,
      );
      // Of trails at home in the Region they are known; those of other Regions are asked for here.
      const told = seen.length === 0 ? [] : await ask(insightSelectors);
      const atHome = new Map(told.map(({ item, answer }) => [item.TrailARN, answer]));
      return each(seen, async ({ TrailARN }) => {
        const known = atHome.get(TrailARN);
        if (known?.ok === false) throw known.error;
        const selectors =
          known?.value ??
          (await selectorsOf(() => client.send(new sdk.GetInsightSelectorsCommand({ TrailName: TrailARN }))));
        return isOnData(selectors)
          ? firstItems(
              sdk.paginateListInsightsData(
                { client, pageSize: 50 },
                { InsightSource: TrailARN, DataType: 'InsightsEvents', ...within(now) },
              ),
              EVENTS,
              MOST_READ,
            )
          : { items: [], more: false };
      });
    },
  );

/**
 * Unusual activity that Insights recorded in the Region within INSIGHT_DAYS_READ days; undefined where no trail that
 * records there has Insights on.
 */
export const insightEvents = derive(
  { management: onManagementEvents, data: onDataEvents },
  ({ management, data }): InsightEvents | undefined => {
    if (management === undefined) return undefined;
    const read = [management, ...data.flatMap(({ answer }) => (answer.ok ? [answer.value] : []))];
    return {
      events: onceEach(read.flatMap(({ items }) => items)),
      more: read.some(({ more }) => more),
      unread: ReadError.combine(data.flatMap(({ answer }) => (answer.ok ? [] : [answer.error]))),
    };
  },
);

/** None where Insights are not enabled, which AWS says with an error. */
async function selectorsOf(
  ask: () => Promise<GetInsightSelectorsResponse>,
): Promise<readonly InsightSelector[]> {
  try {
    const { InsightSelectors } = await ask();
    if (InsightSelectors === undefined) throw new Error('AWS sent no InsightSelectors');
    return InsightSelectors;
  } catch (error) {
    if (error instanceof Error && error.name === 'InsightNotEnabledException') return [];
    throw error;
  }
}

/** "If EventCategories is not provided, the specified Insights types are enabled on management API calls by default." */
function isOnData(selectors: readonly InsightSelector[]): boolean {
  return selectors.some(({ EventCategories }) => EventCategories?.includes('Data') === true);
}

/** A record of its start and one of its end share an id; the end, which comes first, says more. */
function onceEach(records: readonly InsightRecord[]): readonly InsightRecord[] {
  const byId = new Map<string, InsightRecord>();
  for (const record of records) {
    const { startedAt, endedAt, ...rest } = { ...record, ...byId.get(record.id) };
    const start = record.startedAt ?? startedAt;
    const end = record.endedAt ?? endedAt;
    byId.set(record.id, {
      ...rest,
      ...(start === undefined ? {} : { startedAt: start }),
      ...(end === undefined ? {} : { endedAt: end }),
    });
  }
  return [...byId.values()];
}

/**
 * Where people look at the Insights of a Region; undefined in a partition whose console we do not know.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-insights-events-console.html
 */
export function insightsUrl(partition: string, region: string): string | undefined {
  const host = partitionOf(partition)?.consoleHost;
  return host === undefined ? undefined : `https://${host}/cloudtrailv2/home?region=${region}#/insights`;
}
