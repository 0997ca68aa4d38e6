import type { Answerer, Answers } from '../../support/stub.ts';
import { success, type Wire } from '../../support/wire.ts';

export const arnOf = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/${name}/0123456789abcdef`;

export const balancer = (name: string) => ({
  LoadBalancerArn: arnOf(name),
  LoadBalancerName: name,
  Type: 'network',
  Scheme: 'internet-facing',
  AvailabilityZones: [
    {
      SubnetId: 'subnet-1',
      LoadBalancerAddresses: [{ IpAddress: '192.0.2.1', AllocationId: 'eipalloc-1' }],
    },
  ],
});

export const some =
  (name: string, items: readonly Wire[]): Answerer =>
  (call) =>
    success(call, { [name]: items });

export const forward = { Type: 'forward', TargetGroupArn: 'arn:tg' };

export const toHttps = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } };

export const listening = (Protocol: string, Port: number, action: Wire, changes = {}) => ({
  ListenerArn: `arn:listener/${Port}`,
  Protocol,
  Port,
  DefaultActions: [action],
  ...changes,
});

/** A load balancer of each kind, and these listeners of those that have some. */
export const withListeners = (...found: readonly Wire[]): Answers => ({
  'elbv2:DescribeLoadBalancers': some('LoadBalancers', [
    { ...balancer('app'), Type: 'application' },
    { ...balancer('gwlb'), Type: 'gateway', Scheme: undefined },
  ]),
  'elbv2:DescribeListeners': some('Listeners', found),
});
