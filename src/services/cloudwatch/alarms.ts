import type { CompositeAlarm, LogAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { cloudwatch } from './service.ts';

export type AlarmOnMetric = Named<MetricAlarm, 'AlarmName' | 'AlarmArn'>;
export type AlarmOnAlarms = Named<CompositeAlarm, 'AlarmName' | 'AlarmArn'>;
export type AlarmOnLogs = Named<LogAlarm, 'AlarmName' | 'AlarmArn'>;
export type Alarm = AlarmOnMetric | AlarmOnAlarms | AlarmOnLogs;

/** The alarms of a Region, by what they watch. */
export interface Alarms {
  readonly metric: readonly AlarmOnMetric[];
  readonly composite: readonly AlarmOnAlarms[];
  /** On scheduled queries of CloudWatch Logs. */
  readonly log: readonly AlarmOnLogs[];
}

/**
 * All alarms of the Region; those on logs in the commercial partition only, the one that is known to have them. Of
 * types that nobody asks for, AWS returns none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export const alarms = cloudwatch.reader(
  ['DescribeAlarms'],
  async ({ sdk, client, partition }): Promise<Alarms> => {
    const answers = await pages(
      sdk.paginateDescribeAlarms(
        { client, pageSize: 100 },
        {
          AlarmTypes: [
            'MetricAlarm',
            'CompositeAlarm',
            ...(partition.id === 'aws' ? (['LogAlarm'] as const) : []),
          ],
        },
      ),
      (page) => [page],
    );
    return {
      metric: answers.flatMap(({ MetricAlarms }) => named(MetricAlarms, 'AlarmName', 'AlarmArn')),
      composite: answers.flatMap(({ CompositeAlarms }) => named(CompositeAlarms, 'AlarmName', 'AlarmArn')),
      log: answers.flatMap(({ LogAlarms }) => named(LogAlarms, 'AlarmName', 'AlarmArn')),
    };
  },
);

/** Of every type. */
export function allAlarms({ metric, composite, log }: Alarms): readonly Alarm[] {
  return [...metric, ...composite, ...log];
}
