import { afterEach, describe, expect, it, vi } from 'vitest';
import { metRules, ruleGroups } from '../../../src/services/wafv2/rule-groups.ts';
import { webAcls } from '../../../src/services/wafv2/web-acls.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';
import { GROUP, holding, listing, rule, visible } from './web-acls.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('ruleGroups', () => {
  it('are read once each, stand in place of the group, and keep the overrides', async () => {
    const reference = (changes = {}) => ({
      OverrideAction: { None: {} },
      Statement: { RuleGroupReferenceStatement: { ARN: GROUP, ...changes } },
    });
    await using scan = await stubbedPlace({
      ...listing('a', 'b'),
      'wafv2:GetWebACL': holding([
        rule('plain', reference()),
        rule('overridden', reference({ RuleActionOverrides: [{ Name: 'x', ActionToUse: { Count: {} } }] })),
      ]),
      'wafv2:GetRuleGroup': (call) =>
        success(call, {
          RuleGroup: { Name: 'own', Rules: [rule('x', { Action: { Block: {} } })], ...visible },
        }),
    });
    const groups = await ruleGroups(scan.place);
    expect(scan.calls().filter((operation) => operation === 'GetRuleGroup')).toHaveLength(1);
    const [found] = await webAcls(scan.place);
    if (!found?.answer.ok) throw new Error('the web ACL was not read');
    const { rules, unread } = metRules(found.answer.value, groups, new Map());
    expect(rules.map(({ effect }) => effect)).toEqual(['acts', 'counts']);
    expect(unread).toEqual([]);
  });
});
