import type { LoadBalancer as AwsLoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { elbv2 } from './service.ts';

/**
 * An Application, Network or Gateway Load Balancer. AvailabilityZones hold the addresses of a Network Load Balancer:
 * `AllocationId` where it has Elastic IPs.
 */
export type LoadBalancer = Named<AwsLoadBalancer, 'LoadBalancerArn' | 'LoadBalancerName' | 'Type'>;

/**
 * Application, Network and Gateway Load Balancers of the Region; none where there are none.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
 */
export const loadBalancers = elbv2.reader(
  ['DescribeLoadBalancers'],
  ({ sdk, client }): Promise<readonly LoadBalancer[]> =>
    pages(sdk.paginateDescribeLoadBalancers({ client }, { PageSize: 400 }), (page) =>
      named(page.LoadBalancers, 'LoadBalancerArn', 'LoadBalancerName', 'Type'),
    ),
);

/** Whether anybody on the internet may reach it: its scheme says so, and a Gateway Load Balancer has none. */
export function facesInternet({ Scheme }: { readonly Scheme?: string | undefined }): boolean {
  return Scheme === 'internet-facing';
}
