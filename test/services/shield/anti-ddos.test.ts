import { afterEach, describe, expect, it, vi } from 'vitest';
import { antiDdos, isGuarded } from '../../../src/services/shield/anti-ddos.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { distributionPage, wireDistribution } from '../cloudfront.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const BALANCER = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/1';
const DISTRIBUTION = 'arn:aws:cloudfront::111122223333:distribution/E1';
const acl = (scope: string) => `arn:aws:wafv2:us-east-1:111122223333:${scope}/webacl/acl/1`;

const behind = (OverrideAction: object, overrides: object = {}): Answers => ({
  'cloudfront:ListDistributions': (call) =>
    success(call, distributionPage([wireDistribution('E1', { WebACLId: acl('global') })])),
  'elbv2:DescribeLoadBalancers': (call) =>
    success(call, {
      LoadBalancers: [
        {
          LoadBalancerArn: BALANCER,
          LoadBalancerName: 'shop',
          Type: 'application',
          Scheme: 'internet-facing',
        },
      ],
    }),
  'wafv2:ListWebACLs': (call) =>
    success(call, {
      WebACLs: [
        {
          Name: 'acl',
          Id: '1',
          ARN: acl(textParam(call, 'Scope') === 'CLOUDFRONT' ? 'global' : 'regional'),
        },
      ],
    }),
  'wafv2:GetWebACL': (call) =>
    success(call, {
      WebACL: {
        Name: 'acl',
        Id: '1',
        ARN: acl('any'),
        DefaultAction: { Allow: {} },
        Rules: [
          {
            Name: 'anti-ddos',
            Priority: 0,
            Statement: {
              ManagedRuleGroupStatement: {
                VendorName: 'AWS',
                Name: 'AWSManagedRulesAntiDDoSRuleSet',
                ...overrides,
              },
            },
            OverrideAction: { ...OverrideAction },
          },
        ],
      },
    }),
  'wafv2:ListResourcesForWebACL': (call) => success(call, { ResourceArns: [BALANCER] }),
});

const place = { region: 'us-east-1' };

describe('antiDdos', () => {
  it.each([
    ['guards what stands behind a web ACL with the rule group', { None: {} }, true],
    ['guards nothing where the group only counts', { Count: {} }, false],
  ])('%s', async (_case, action, expected) => {
    await using scan = await stubbedPlace(behind(action), place);
    const groups = await antiDdos(scan.place);
    expect([isGuarded(groups, BALANCER, 'us-east-1'), isGuarded(groups, DISTRIBUTION)]).toEqual([
      expected,
      expected,
    ]);
  });

  it.each([
    ['wafv2:ListWebACLs', 'wafv2:ListWebACLs'],
    ['wafv2:GetWebACL', 'wafv2:GetWebACL'],
    ['cloudfront:ListDistributions', 'cloudfront:ListDistributions'],
  ])('is not known where %s is denied', async (operation, action) => {
    await using scan = await stubbedPlace({ ...behind({ None: {} }), [operation]: denied() }, place);
    expect(isGuarded(await antiDdos(scan.place), DISTRIBUTION)).toMatchObject({ kind: 'denied', action });
  });

  const overrides = { RuleActionOverrides: [{ Name: 'DDoSRequests', ActionToUse: { Count: {} } }] };

  it('guards nothing where the rules of the group only count', async () => {
    const Rules = [{ Name: 'DDoSRequests', Action: { Block: {} } }];
    await using scan = await stubbedPlace(
      {
        ...behind({ None: {} }, overrides),
        'wafv2:DescribeManagedRuleGroup': (call) => success(call, { Rules }),
      },
      place,
    );
    expect(isGuarded(await antiDdos(scan.place), BALANCER, 'us-east-1')).toBe(false);
  });

  it('is not known where some rules only count and the others were denied', async () => {
    const answers = { ...behind({ None: {} }, overrides), 'wafv2:DescribeManagedRuleGroup': denied() };
    await using scan = await stubbedPlace(answers, place);
    expect(isGuarded(await antiDdos(scan.place), BALANCER, 'us-east-1')).toMatchObject({
      action: 'wafv2:DescribeManagedRuleGroup',
    });
  });

  it('is not known of a Region that was not scanned', async () => {
    await using scan = await stubbedPlace(behind({ None: {} }), place);
    expect(isGuarded(await antiDdos(scan.place), 'arn:of:another', 'eu-west-1')).toBeUndefined();
  });
});
