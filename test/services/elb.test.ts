import { afterEach, describe, expect, it, vi } from 'vitest';
import { classicAccessLogs, classicLoadBalancers, classicTlsPolicies } from '../../src/services/elb.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
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

const classic: Answers = {
  'elb:DescribeLoadBalancers': (call) =>
    success(call, {
      LoadBalancerDescriptions: [
        { LoadBalancerName: 'plain', ListenerDescriptions: [{ Listener: listener('HTTP', 80) }] },
        { LoadBalancerName: 'tls', ListenerDescriptions: [{ Listener: listener('https', 443) }] },
      ],
    }),
};

function listener(Protocol: string, LoadBalancerPort: number) {
  return { Protocol, LoadBalancerPort, InstanceProtocol: 'HTTP', InstancePort: 80 };
}

const attribute = (AttributeName: string, AttributeValue: string) => ({ AttributeName, AttributeValue });

describe('classicTlsPolicies', () => {
  it('are those of load balancers with TLS, as what they accept', async () => {
    await using scan = await stubbedPlace({
      ...classic,
      'elb:DescribeLoadBalancerPolicies': (call) =>
        success(call, {
          PolicyDescriptions: [
            { PolicyName: 'sticky', PolicyTypeName: 'LBCookieStickinessPolicyType' },
            {
              PolicyName: 'mine',
              PolicyTypeName: 'SSLNegotiationPolicyType',
              PolicyAttributeDescriptions: [
                attribute('Reference-Security-Policy', 'ELBSecurityPolicy-2016-08'),
                attribute('Protocol-TLSv1', 'true'),
                attribute('Protocol-SSLv3', 'false'),
                attribute('AES128-SHA', 'true'),
                attribute('RC4-MD5', 'false'),
              ],
            },
          ],
        }),
    });
    expect(await classicTlsPolicies(scan.place)).toMatchObject([
      {
        item: { LoadBalancerName: 'tls' },
        answer: { ok: true, value: new Map([['mine', { protocols: ['TLSv1'], ciphers: ['AES128-SHA'] }]]) },
      },
    ]);
    expect(scan.calls()).toEqual(['DescribeLoadBalancers', 'DescribeLoadBalancerPolicies']);
  });
});

describe('classicAccessLogs', () => {
  it('tells of each load balancer whether it writes one, and of one that was denied that it was', async () => {
    await using scan = await stubbedPlace({
      ...classic,
      'elb:DescribeLoadBalancerAttributes': (call, upstream) =>
        textParam(call, 'LoadBalancerName') === 'tls'
          ? denied()(call, upstream)
          : success(call, { LoadBalancerAttributes: { AccessLog: { Enabled: true } } }),
    });
    expect(await classicAccessLogs(scan.place)).toMatchObject([
      { item: { LoadBalancerName: 'plain' }, answer: { ok: true, value: true } },
      { answer: { ok: false, error: { action: 'elasticloadbalancing:DescribeLoadBalancerAttributes' } } },
    ]);
  });
});
