import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadBalancers } from '../../../src/services/elbv2/load-balancers.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { balancer } from './load-balancers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('loadBalancers', () => {
  it('are those of all pages, with the addresses of each', async () => {
    await using scan = await stubbedPlace({
      'elbv2:DescribeLoadBalancers': (call) => {
        expect(textParam(call, 'PageSize')).toBe('400');
        return textParam(call, 'Marker') === undefined
          ? success(call, { LoadBalancers: [balancer('a')], NextMarker: 'next' })
          : success(call, { LoadBalancers: [balancer('b')] });
      },
    });
    expect(await loadBalancers(scan.place)).toEqual([balancer('a'), balancer('b')]);
  });

  it('are none where there are none', async () => {
    await using scan = await stubbedPlace({
      'elbv2:DescribeLoadBalancers': (call) => success(call, { LoadBalancers: [] }),
    });
    expect(await loadBalancers(scan.place)).toEqual([]);
  });

  it('are unknown when one has no type: it could not be judged', async () => {
    await using scan = await stubbedPlace({
      'elbv2:DescribeLoadBalancers': (call) =>
        success(call, { LoadBalancers: [{ ...balancer('a'), Type: undefined }] }),
    });
    await expect(loadBalancers(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'elbv2:DescribeLoadBalancers': denied() });
    await expect(loadBalancers(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'elasticloadbalancing:DescribeLoadBalancers',
    });
  });
});
