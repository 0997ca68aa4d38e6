import type { MetricFilter as SdkMetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { seenTrails, type Trail } from '../cloudtrail/index.ts';
import { type LogGroup, logGroups } from './log-groups.ts';
import { logs } from './service.ts';

export type MetricFilter = Named<SdkMetricFilter, 'filterName'>;

/** Where a trail delivers to, read from the ARN that it gives. */
export interface Destination {
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly logGroupName: string;
}

/** A log group of the Region that trails deliver to. */
export interface TrailLogGroup extends Destination {
  /** Undefined where there is no such log group. */
  readonly group: LogGroup | undefined;
  readonly filters: readonly MetricFilter[];
}

/** The log group of a trail; undefined where it delivers to none. */
export function destinationOf({ CloudWatchLogsLogGroupArn }: Trail): Destination | undefined {
  if (!CloudWatchLogsLogGroupArn) return undefined;
  const arn = CloudWatchLogsLogGroupArn.replace(/:\*$/, '');
  const [, , , region, accountId, , logGroupName] = arn.split(':');
  if (!region || !accountId || !logGroupName) throw new Error(`AWS sent ${arn}, which names no log group`);
  return { arn, region, accountId, logGroupName };
}

/**
 * The log groups of this account and Region that multi-Region trails deliver to, with their metric filters; a log group
 * that is not there any more has none. Asks nothing where no trail delivers.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html
 */
export const trailLogGroups = logs
  .using(seenTrails, { ifAny: logGroups })
  .reader(
    [{ ifAny: 'DescribeMetricFilters' }],
    async ({ sdk, client, accountId, region, ask }): Promise<readonly TrailLogGroup[]> => {
      const destinations = (await ask(seenTrails)).flatMap((trail) => {
        const destination = trail.IsMultiRegionTrail === true ? destinationOf(trail) : undefined;
        return destination?.accountId === accountId && destination.region === region ? [destination] : [];
      });
      const each = new Map(destinations.map((destination) => [destination.arn, destination]));
      if (each.size === 0) return [];
      const groups = await ask(logGroups);
      return Promise.all(
        [...each.values()].map(async (destination): Promise<TrailLogGroup> => {
          const { logGroupName } = destination;
          const group = groups.find((one) => one.logGroupName === logGroupName);
          const filters =
            group === undefined
              ? []
              : await pages(
                  sdk.paginateDescribeMetricFilters({ client, pageSize: 50 }, { logGroupName }),
                  ({ metricFilters }) => metricFilters,
                );
          return { ...destination, group, filters: named(filters, 'filterName') };
        }),
      );
    },
  );
