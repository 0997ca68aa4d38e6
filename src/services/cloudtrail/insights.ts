import type { InsightSelector } from '@aws-sdk/client-cloudtrail';
import { firstItems } from '../../aws/first-items.ts';
import { partitionOf } from '../../aws/partitions.ts';
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
        try {
          const { InsightSelectors } = await client.send(
            new sdk.GetInsightSelectorsCommand({ TrailName: TrailARN }),
          );
          if (InsightSelectors === undefined) throw new Error('AWS sent no InsightSelectors');
          return InsightSelectors;
        } catch (error) {
          if (error instanceof sdk.InsightNotEnabledException) return [];
          throw error;
        }
      });
    },
  );

/** How far back Insights events are read. */
export const INSIGHT_DAYS_READ = 30;

/** How many records are read, two of each event at most: 50 a call, two calls a second. */
const MOST_READ = 1000;

/** Insights events of a Region, the latest first. */
export interface InsightEvents {
  readonly events: readonly InsightRecord[];
  /** Whether there are older ones that were not read. */
  readonly more: boolean;
}

/**
 * Unusual activity that Insights on management events recorded in the Region within INSIGHT_DAYS_READ days; undefined
 * where no trail that records there has Insights on. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const insightEvents = cloudtrail
  .using(seenTrails)
  .reader(
    [{ ifAny: 'LookupEvents' }],
    async ({ sdk, client, now, ask }): Promise<InsightEvents | undefined> => {
      if ((await ask(seenTrails)).every(({ HasInsightSelectors }) => HasInsightSelectors === false))
        return undefined;
      const StartTime = new Date(now.getTime() - INSIGHT_DAYS_READ * 86_400_000);
      const { items, more } = await firstItems(
        sdk.paginateLookupEvents(
          { client, pageSize: 50 },
          { EventCategory: 'insight', StartTime, EndTime: now },
        ),
        { items: (page) => page.Events, next: (page) => page.NextToken },
        MOST_READ,
      );
      return { events: onceEach(items.map(({ CloudTrailEvent }) => insightRecord(CloudTrailEvent))), more };
    },
  );

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
