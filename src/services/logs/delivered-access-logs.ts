import { optional } from '../../aws/combine-readers.ts';
import { named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { ACCESS_LOGS_TO_S3, loadBalancerAttributes } from '../elbv2/index.ts';
import { logs } from './service.ts';

/** What CloudWatch Logs calls the access logs of Application and Network Load Balancers. */
const ACCESS_LOGS: ReadonlySet<string | undefined> = new Set(['ALB_ACCESS_LOGS', 'NLB_ACCESS_LOGS']);

/**
 * The ARNs of the load balancers whose access log CloudWatch Logs delivers, to a log group, a bucket or Firehose. None
 * is asked for where each load balancer writes its log to S3 by itself.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-logs.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliverySources.html
 */
export const deliveredAccessLogs = logs
  .using(loadBalancerAttributes)
  .reader(
    [{ ifAny: 'DescribeDeliverySources' }, { ifAny: 'DescribeDeliveries' }],
    async ({ sdk, client, ask }): Promise<ReadonlySet<string>> => {
      const silent = (await ask(loadBalancerAttributes)).some(
        ({ answer }) => answer.ok && answer.value.get(ACCESS_LOGS_TO_S3) === 'false',
      );
      if (!silent) return new Set();
      const sources = await pages(sdk.paginateDescribeDeliverySources({ client, pageSize: 50 }, {}), (page) =>
        named(page.deliverySources, 'name').filter(({ logType }) => ACCESS_LOGS.has(logType)),
      );
      if (sources.length === 0) return new Set();
      const deliveries = await pages(
        sdk.paginateDescribeDeliveries({ client, pageSize: 50 }, {}),
        (page) => page.deliveries,
      );
      const delivered = new Set(deliveries.map(({ deliverySourceName }) => deliverySourceName));
      return new Set(
        sources.filter(({ name }) => delivered.has(name)).flatMap(({ resourceArns }) => resourceArns ?? []),
      );
    },
  );

/** The same, for rules whose other verdicts do not depend on it. */
export const optionalDeliveredAccessLogs = optional(deliveredAccessLogs);
