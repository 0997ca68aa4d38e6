import type { ClassicLoadBalancer } from '../../../src/services/elb.ts';
import type { Listener, ListenerAction, LoadBalancer } from '../../../src/services/elbv2/index.ts';

export const balancerOf = (changes: Partial<LoadBalancer> = {}): LoadBalancer => ({
  LoadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/1',
  LoadBalancerName: 'web',
  Type: 'application',
  Scheme: 'internet-facing',
  ...changes,
});

export const listenerOf = (
  Protocol: string,
  Port: number,
  actions: readonly ListenerAction[] = [],
  SslPolicy?: string,
): Listener => {
  const known = PROTOCOLS.find((each) => each === Protocol);
  return {
    ListenerArn: `arn:listener/${Protocol}/${Port}`,
    Port,
    ...(known === undefined ? {} : { Protocol: known }),
    ...(SslPolicy === undefined ? {} : { SslPolicy }),
    actions,
  };
};

const PROTOCOLS = ['HTTP', 'HTTPS', 'QUIC', 'TCP', 'TCP_UDP', 'TLS', 'UDP'] as const;

export const forward = (...targetGroups: readonly string[]): ListenerAction => ({
  Type: 'forward',
  targetGroups,
});
export const redirect = (redirectTo: string): ListenerAction => ({
  Type: 'redirect',
  redirectTo,
  targetGroups: [],
});
export const fixed: ListenerAction = { Type: 'fixed-response', targetGroups: [] };

type Listening = NonNullable<ClassicLoadBalancer['ListenerDescriptions']>[number];

export const classicOf = (
  listening: readonly Listening[],
  changes: Partial<ClassicLoadBalancer> = {},
): ClassicLoadBalancer => ({
  LoadBalancerName: 'old',
  arn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/old',
  Scheme: 'internet-facing',
  ListenerDescriptions: [...listening],
  ...changes,
});

export const classicListener = (
  Protocol: string,
  LoadBalancerPort: number,
  InstancePort: number,
  ...PolicyNames: string[]
): Listening => ({
  Listener: { Protocol, LoadBalancerPort, InstanceProtocol: Protocol, InstancePort },
  PolicyNames,
});
