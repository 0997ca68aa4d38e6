import type { LogGroup as SdkLogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { logs } from './service.ts';

/** A log group with its ARN, which ends without `:*`. */
export type LogGroup = Named<SdkLogGroup, 'logGroupName' | 'logGroupArn'>;

/**
 * The log groups of the Region, of every class but those of linked accounts; none where there are none.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export const logGroups = logs.reader(
  ['DescribeLogGroups'],
  async ({ sdk, client }): Promise<readonly LogGroup[]> =>
    named(
      (
        await pages(sdk.paginateDescribeLogGroups({ client, pageSize: 50 }, {}), ({ logGroups }) => logGroups)
      ).map((group) => ({ ...group, logGroupArn: group.logGroupArn ?? group.arn?.replace(/:\*$/, '') })),
      'logGroupName',
      'logGroupArn',
    ),
);
