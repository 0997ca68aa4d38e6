import { afterEach, describe, expect, it, vi } from 'vitest';
import { listeners, rulesOfHttpListeners } from '../../../src/services/elbv2/listeners.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import {
  arnOf,
  balancer,
  forward,
  listening,
  some,
  toHttps,
  withListeners,
} from './load-balancers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('listeners', () => {
  it('are asked for per load balancer, but not of a Gateway Load Balancer, whose packets have none', async () => {
    await using scan = await stubbedPlace(
      withListeners(
        listening('HTTPS', 443, {
          Type: 'forward',
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:a' }, { TargetGroupArn: 'arn:b' }] },
        }),
        listening('HTTP', 80, toHttps),
      ),
    );
    expect(await listeners(scan.place)).toMatchObject([
      {
        item: { LoadBalancerName: 'app' },
        answer: {
          ok: true,
          value: [
            { Port: 443, actions: [{ Type: 'forward', targetGroups: ['arn:a', 'arn:b'] }] },
            { Port: 80, actions: [{ Type: 'redirect', redirectTo: 'HTTPS', targetGroups: [] }] },
          ],
        },
      },
    ]);
    expect(scan.calls()).toEqual(['DescribeLoadBalancers', 'DescribeListeners']);
  });

  it('denied of one load balancer leave it without, and no other', async () => {
    await using scan = await stubbedPlace({
      'elbv2:DescribeLoadBalancers': some('LoadBalancers', [balancer('a'), balancer('b')]),
      'elbv2:DescribeListeners': (call, upstream) =>
        textParam(call, 'LoadBalancerArn') === arnOf('a')
          ? denied()(call, upstream)
          : success(call, { Listeners: [] }),
    });
    expect(await listeners(scan.place)).toMatchObject([
      { answer: { ok: false, error: { action: 'elasticloadbalancing:DescribeListeners' } } },
      { answer: { ok: true, value: [] } },
    ]);
  });
});

describe('rulesOfHttpListeners', () => {
  it('are asked for where a listener forwards nothing by default', async () => {
    await using scan = await stubbedPlace({
      ...withListeners(
        listening('HTTP', 80, toHttps),
        listening('HTTP', 8080, forward),
        listening('HTTPS', 443, forward),
      ),
      'elbv2:DescribeRules': some('Rules', [
        {
          RuleArn: 'arn:rule',
          IsDefault: false,
          Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
          Actions: [forward],
        },
        { RuleArn: 'arn:default', IsDefault: true, Conditions: [], Actions: [toHttps] },
      ]),
    });
    expect(await rulesOfHttpListeners(scan.place)).toEqual([
      {
        item: 'arn:listener/80',
        answer: {
          ok: true,
          value: [
            {
              RuleArn: 'arn:rule',
              paths: ['/api/*'],
              actions: [{ Type: 'forward', targetGroups: ['arn:tg'] }],
            },
          ],
        },
      },
    ]);
    expect(scan.calls().filter((operation) => operation === 'DescribeRules')).toHaveLength(1);
  });
});
