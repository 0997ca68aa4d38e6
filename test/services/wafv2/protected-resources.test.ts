import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  loadBalancersOfWebAcls,
  resourcesOfUnmanagedWebAcls,
} from '../../../src/services/wafv2/protected-resources.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { arnOf, holding, listing, rule } from './web-acls.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const balancers = (...Schemes: string[]): Answers => ({
  'elbv2:DescribeLoadBalancers': (call) =>
    success(call, {
      LoadBalancers: Schemes.map((Scheme) => ({
        LoadBalancerArn: `arn:${Scheme}`,
        LoadBalancerName: Scheme,
        Type: 'application',
        Scheme,
      })),
    }),
});

describe('loadBalancersOfWebAcls', () => {
  it('are asked for per web ACL; one that was denied carries its error', async () => {
    await using scan = await stubbedPlace({
      ...balancers('internet-facing'),
      ...listing('a', 'b'),
      'wafv2:ListResourcesForWebACL': (call, upstream) =>
        textParam(call, 'WebACLArn') === arnOf('a')
          ? success(call, { ResourceArns: ['arn:internet-facing'] })
          : denied()(call, upstream),
    });
    expect(await loadBalancersOfWebAcls(scan.place)).toMatchObject([
      { item: { Name: 'a' }, answer: { ok: true, value: ['arn:internet-facing'] } },
      { item: { Name: 'b' }, answer: { ok: false, error: { action: 'wafv2:ListResourcesForWebACL' } } },
    ]);
  });

  it('are not asked for where no load balancer faces the internet', async () => {
    await using scan = await stubbedPlace(balancers('internal'));
    expect(await loadBalancersOfWebAcls(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeLoadBalancers']);
  });
});

describe('resourcesOfUnmanagedWebAcls', () => {
  it('are asked for kind by kind until there is one, of web ACLs without a managed group alone', async () => {
    await using scan = await stubbedPlace({
      ...balancers('internal'),
      ...listing('bare', 'managed'),
      'wafv2:GetWebACL': (call, upstream) =>
        holding(
          textParam(call, 'Name') === 'bare'
            ? []
            : [
                rule('m', {
                  OverrideAction: { None: {} },
                  Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'Common' } },
                }),
              ],
        )(call, upstream),
      'wafv2:ListResourcesForWebACL': (call) =>
        success(call, {
          ResourceArns: textParam(call, 'ResourceType') === 'API_GATEWAY' ? ['arn:stage'] : [],
        }),
    });
    expect([...(await resourcesOfUnmanagedWebAcls(scan.place))]).toMatchObject([
      [arnOf('bare'), { answer: { ok: true, value: ['arn:stage'] } }],
    ]);
    expect(scan.calls().filter((operation) => operation === 'ListResourcesForWebACL')).toHaveLength(2);
  });

  const bare: Answers = {
    ...listing('bare'),
    'wafv2:GetWebACL': holding([]),
    'wafv2:ListResourcesForWebACL': (call) =>
      success(call, {
        ResourceArns: textParam(call, 'ResourceType') === 'APPLICATION_LOAD_BALANCER' ? ['arn:alb'] : [],
      }),
  };

  it.each<[string, Answers]>([
    [
      'that are known for the load balancers of the Region too are asked for once',
      balancers('internet-facing'),
    ],
    ['are asked for without those', { 'elbv2:DescribeLoadBalancers': denied() }],
  ])('%s', async (_case, answers) => {
    await using scan = await stubbedPlace({ ...bare, ...answers });
    const [resources] = await Promise.all([
      resourcesOfUnmanagedWebAcls(scan.place),
      loadBalancersOfWebAcls(scan.place).catch(() => undefined),
    ]);
    expect([...resources]).toMatchObject([[arnOf('bare'), { answer: { ok: true, value: ['arn:alb'] } }]]);
    expect(scan.calls().filter((operation) => operation === 'ListResourcesForWebACL')).toHaveLength(1);
  });

  it('that were denied for the load balancers are not asked for again', async () => {
    await using scan = await stubbedPlace({
      ...bare,
      ...balancers('internet-facing'),
      'wafv2:ListResourcesForWebACL': denied(),
    });
    expect([...(await resourcesOfUnmanagedWebAcls(scan.place))]).toMatchObject([
      [arnOf('bare'), { answer: { ok: false, error: { action: 'wafv2:ListResourcesForWebACL' } } }],
    ]);
    expect(scan.calls().filter((operation) => operation === 'ListResourcesForWebACL')).toHaveLength(1);
  });
});
