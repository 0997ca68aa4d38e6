import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadBalancerAttributes } from '../../../src/services/elbv2/attributes.ts';
import { stubbedPlace } from '../../support/place.ts';
import { some, withListeners } from './load-balancers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('loadBalancerAttributes', () => {
  it('are those of each load balancer that has an access log', async () => {
    await using scan = await stubbedPlace({
      ...withListeners(),
      'elbv2:DescribeLoadBalancerAttributes': some('Attributes', [
        { Key: 'access_logs.s3.enabled', Value: 'false' },
      ]),
    });
    expect(await loadBalancerAttributes(scan.place)).toMatchObject([
      {
        item: { LoadBalancerName: 'app' },
        answer: { ok: true, value: new Map([['access_logs.s3.enabled', 'false']]) },
      },
    ]);
  });
});
