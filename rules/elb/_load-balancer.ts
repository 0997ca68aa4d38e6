import { accountResource, type Gathering, type Resource } from 'postern/rule';
import type { ClassicLoadBalancer } from 'postern/services/elb';
import type { LoadBalancer } from 'postern/services/elbv2';

type Named = Pick<LoadBalancer, 'LoadBalancerArn' | 'LoadBalancerName' | 'Type' | 'Scheme'>;

/** An Application, Network or Gateway Load Balancer by its ARN. */
export function loadBalancerResource({ LoadBalancerArn, LoadBalancerName, Type, Scheme }: Named): Resource {
  return { type: 'AwsElbv2LoadBalancer', id: LoadBalancerArn, details: { LoadBalancerName, Type, Scheme } };
}

/** A Classic Load Balancer by its ARN. */
export function classicResource({ arn, LoadBalancerName, Scheme }: ClassicLoadBalancer): Resource {
  return { type: 'AwsElbLoadBalancer', id: arn, details: { LoadBalancerName, Scheme } };
}

/** A listener within its load balancer: `HTTP:80`. */
export function partOf({
  Protocol,
  Port,
}: {
  readonly Protocol?: string | undefined;
  readonly Port?: number | undefined;
}): string {
  return `${Protocol ?? 'a protocol that AWS did not say'}:${Port ?? '?'}`;
}

/** One finding a load balancer, however many of its listeners fail. */
export const ONE_A_LOAD_BALANCER: Gathering = {
  in: 'region',
  by: ({ resource }) => resource.id,
  describe: (parts, place) => ({
    resource: parts[0]?.fail.resource ?? accountResource(place),
    description: parts.map(({ fail }) => fail.description).join(' '),
  }),
};
