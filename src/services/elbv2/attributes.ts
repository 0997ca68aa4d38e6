import type { ItemAnswer } from '../../aws/reader.ts';
import { type LoadBalancer, loadBalancers } from './load-balancers.ts';
import { elbv2 } from './service.ts';

/** The attribute of a load balancer that writes its access log to S3 by itself. */
export const ACCESS_LOGS_TO_S3 = 'access_logs.s3.enabled';

/**
 * The attributes of each Application and Network Load Balancer, by key, such as `access_logs.s3.enabled`. A Gateway
 * Load Balancer has no access log.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html
 */
export const loadBalancerAttributes = elbv2
  .using(loadBalancers)
  .reader(
    [{ ifAny: 'DescribeLoadBalancerAttributes' }],
    async ({
      sdk,
      client,
      ask,
      each,
    }): Promise<readonly ItemAnswer<LoadBalancer, ReadonlyMap<string, string>>[]> => {
      const balancers = (await ask(loadBalancers)).filter(({ Type }) => Type !== 'gateway');
      return each(balancers, async ({ LoadBalancerArn }) => {
        const { Attributes } = await client.send(
          new sdk.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
        );
        return new Map(
          Attributes?.flatMap(({ Key, Value }) =>
            Key === undefined || Value === undefined ? [] : [[Key, Value]],
          ),
        );
      });
    },
  );
