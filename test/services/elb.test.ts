import { afterEach, describe, expect, it, vi } from 'vitest';
import { classicLoadBalancers } from '../../src/services/elb.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('classicLoadBalancers', () => {
  it('are those of all pages, each with its ARN', async () => {
    await using scan = await stubbedPlace({
      'elb:DescribeLoadBalancers': (call) => {
        expect(textParam(call, 'PageSize')).toBe('400');
        return textParam(call, 'Marker') === undefined
          ? success(call, { LoadBalancerDescriptions: [{ LoadBalancerName: 'a' }], NextMarker: 'next' })
          : success(call, { LoadBalancerDescriptions: [{ LoadBalancerName: 'b' }] });
      },
    });
    expect(await classicLoadBalancers(scan.place)).toEqual([
      { LoadBalancerName: 'a', arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/a' },
      { LoadBalancerName: 'b', arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/b' },
    ]);
  });

  it('are none where there are none', async () => {
    await using scan = await stubbedPlace({
      'elb:DescribeLoadBalancers': (call) => success(call, { LoadBalancerDescriptions: [] }),
    });
    expect(await classicLoadBalancers(scan.place)).toEqual([]);
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'elb:DescribeLoadBalancers': denied() });
    await expect(classicLoadBalancers(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'elasticloadbalancing:DescribeLoadBalancers',
    });
  });
});
