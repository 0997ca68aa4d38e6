import { describe, expect, it } from 'vitest';
import { protectedResource } from '../../../src/services/shield/protected-resource.ts';

describe('protectedResource', () => {
  it.each([
    [
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0123456789abcdef',
      { type: 'AwsElbv2LoadBalancer', kind: 'Application Load Balancer', name: 'shop', region: 'eu-west-1' },
    ],
    [
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/old',
      { type: 'AwsElbLoadBalancer', kind: 'Classic Load Balancer', name: 'old', region: 'eu-west-1' },
    ],
    [
      'arn:aws:ec2:eu-west-1:111122223333:eip-allocation/eipalloc-1',
      { type: 'AwsEc2Eip', kind: 'Elastic IP address', name: 'eipalloc-1', region: 'eu-west-1' },
    ],
    [
      'arn:aws:cloudfront::111122223333:distribution/E1',
      { type: 'AwsCloudFrontDistribution', kind: 'CloudFront distribution', name: 'E1' },
    ],
    ['arn:aws:route53:::hostedzone/Z1', { type: 'AwsRoute53HostedZone', kind: 'hosted zone', name: 'Z1' }],
    [
      'arn:aws:globalaccelerator::111122223333:accelerator/a1',
      { type: 'Other', kind: 'accelerator', name: 'a1' },
    ],
    ['arn:aws:new::111122223333:thing/t1', { type: 'Other', kind: 'resource', name: 't1' }],
  ])('%s', (id, expected) => {
    expect(protectedResource(id)).toEqual({ id, ...expected });
  });
});
