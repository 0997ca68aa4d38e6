import { afterEach, describe, expect, it, vi } from 'vitest';
import { webAcls } from '../../../src/services/wafv2/web-acls.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { GROUP, holding, listing, rule, visible } from './web-acls.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('webAcls', () => {
  it('hold their own rules and those of Firewall Manager', async () => {
    await using scan = await stubbedPlace({
      ...listing('a'),
      'wafv2:GetWebACL': holding(
        [
          rule('block', { Action: { Block: {} } }),
          rule('rate', { Action: { Count: {} }, Statement: { RateBasedStatement: { Limit: 100 } } }),
          rule('allow', { Action: { Allow: {} } }),
          rule('unsaid', {}),
          rule('managed', {
            OverrideAction: { None: {} },
            Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'Common' } },
          }),
        ],
        {
          ManagedByFirewallManager: true,
          PreProcessFirewallManagerRuleGroups: [
            {
              Name: 'first',
              FirewallManagerStatement: { RuleGroupReferenceStatement: { ARN: GROUP } },
              OverrideAction: { Count: {} },
              ...visible,
            },
          ],
        },
      ),
    });
    const [found] = await webAcls(scan.place);
    expect(found?.answer).toMatchObject({
      ok: true,
      value: {
        byDefault: 'allow',
        byFirewallManager: true,
        rules: [
          { Name: 'first', effect: 'counts', group: { ARN: GROUP } },
          { Name: 'block', effect: 'acts', rateBased: false, CloudWatchMetricsEnabled: true },
          { Name: 'rate', effect: 'counts', rateBased: true },
          { Name: 'allow', effect: 'allows' },
          { Name: 'unsaid', effect: 'unknown' },
          { Name: 'managed', effect: 'acts', managedGroup: { VendorName: 'AWS', Name: 'Common' } },
        ],
      },
    });
  });

  it('carry their error where one was denied, and ask for none where there is none', async () => {
    await using scan = await stubbedPlace({ ...listing('a'), 'wafv2:GetWebACL': denied() });
    expect(await webAcls(scan.place)).toMatchObject([{ answer: { error: { action: 'wafv2:GetWebACL' } } }]);
    await using empty = await stubbedPlace(listing());
    expect(await webAcls(empty.place)).toEqual([]);
    expect(empty.calls()).toEqual(['ListWebACLs']);
  });
});
