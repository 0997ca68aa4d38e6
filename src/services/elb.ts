import type { LoadBalancerDescription } from '@aws-sdk/client-elastic-load-balancing';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import { service } from '../aws/service.ts';

const elb = service({
  id: 'elb',
  region: 'regional',
  load: () => import('@aws-sdk/client-elastic-load-balancing'),
  client: (sdk, config) => new sdk.ElasticLoadBalancingClient(config),
});

/** A Classic Load Balancer with its listeners and the ARN that AWS knows it by, which its answers lack. */
export type ClassicLoadBalancer = Named<LoadBalancerDescription, 'LoadBalancerName'> & {
  readonly arn: string;
};

/**
 * Classic Load Balancers of the Region; none where there are none. ARN:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancing.html
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html
 */
export const classicLoadBalancers = elb.reader(
  ['DescribeLoadBalancers'],
  async ({ sdk, client, accountId, partition, region }): Promise<readonly ClassicLoadBalancer[]> => {
    const found = await pages(sdk.paginateDescribeLoadBalancers({ client }, { PageSize: 400 }), (page) =>
      named(page.LoadBalancerDescriptions, 'LoadBalancerName'),
    );
    return found.map((each) => ({
      ...each,
      arn: `arn:${partition.id}:elasticloadbalancing:${region}:${accountId}:loadbalancer/${each.LoadBalancerName}`,
    }));
  },
);
