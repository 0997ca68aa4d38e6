import { ReadError } from '../../../src/aws/read-error.ts';
import type { ExposedResource, ExposedResources, Protection } from '../../../src/services/shield/index.ts';
import { ACCOUNT } from '../../support/judge.ts';

export const ARNS = {
  application: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/shop/1`,
  network: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/net/mail/2`,
  distribution: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`,
  address: `arn:aws:ec2:eu-west-1:${ACCOUNT}:eip-allocation/eipalloc-1`,
  zone: 'arn:aws:route53:::hostedzone/Z1',
} as const;

export const protectionOf = (ResourceArn: string, changes: Partial<Protection> = {}): Protection => ({
  Id: 'p1',
  Name: 'protection',
  ResourceArn,
  HealthCheckIds: [],
  ...changes,
});

export const applicationLoadBalancer: ExposedResource = {
  kind: 'Application Load Balancer',
  arn: ARNS.application,
  name: 'shop',
  region: 'eu-west-1',
  protectedBy: [ARNS.application],
};

export const networkLoadBalancer = (...protectedBy: readonly string[]): ExposedResource => ({
  kind: 'Network Load Balancer',
  arn: ARNS.network,
  name: 'mail',
  region: 'eu-west-1',
  protectedBy,
});

export const DENIED = new ReadError('ec2:DescribeAddresses is denied in eu-west-1', {
  kind: 'denied',
  action: 'ec2:DescribeAddresses',
  accountId: ACCOUNT,
  region: 'eu-west-1',
});

export const exposing = (
  resources: readonly ExposedResource[],
  unread: readonly ReadError[] = [],
): ExposedResources => ({ resources, unread });
