import { afterEach, describe, expect, it, vi } from 'vitest';
import { effectOfManaged, managedGroups } from '../../../src/services/wafv2/managed-groups.ts';
import { webAcls } from '../../../src/services/wafv2/web-acls.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { holding, listing, rule } from './web-acls.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const managed = (...counting: string[]) => ({
  OverrideAction: { None: {} },
  Statement: {
    ManagedRuleGroupStatement: {
      VendorName: 'AWS',
      Name: 'Common',
      Version: 'Version_1.2',
      RuleActionOverrides: counting.map((Name) => ({ Name, ActionToUse: { Count: {} } })),
    },
  },
});

const world: Answers = {
  ...listing('a'),
  'wafv2:GetWebACL': holding([
    rule('whole', managed()),
    rule('half', managed('x')),
    rule('none', managed('x', 'y')),
  ]),
  'wafv2:DescribeManagedRuleGroup': (call) => {
    expect([textParam(call, 'Scope'), textParam(call, 'VersionName')]).toEqual(['REGIONAL', 'Version_1.2']);
    return success(call, {
      Rules: [
        { Name: 'x', Action: { Block: {} } },
        { Name: 'y', Action: { Challenge: {} } },
      ],
    });
  },
};

describe('managedGroups', () => {
  it('are looked into once, where rules were told to count one by one', async () => {
    await using scan = await stubbedPlace(world);
    const groups = await managedGroups(scan.place);
    expect(scan.calls().filter((operation) => operation === 'DescribeManagedRuleGroup')).toHaveLength(1);
    const [found] = await webAcls(scan.place);
    if (!found?.answer.ok) throw new Error('the web ACL was not read');
    expect(found.answer.value.rules.map((each) => effectOfManaged(each, groups))).toEqual([
      { ok: true, value: 'acts' },
      { ok: true, value: 'acts' },
      { ok: true, value: 'counts' },
    ]);
  });

  it('carry their error where one was denied', async () => {
    await using scan = await stubbedPlace({ ...world, 'wafv2:DescribeManagedRuleGroup': denied() });
    expect([...(await managedGroups(scan.place)).values()]).toMatchObject([
      { ok: false, error: { action: 'wafv2:DescribeManagedRuleGroup' } },
    ]);
  });

  it('are not asked for where nothing was told to count', async () => {
    await using scan = await stubbedPlace({
      ...world,
      'wafv2:GetWebACL': holding([rule('whole', managed())]),
    });
    expect([...(await managedGroups(scan.place))]).toEqual([]);
    expect(scan.calls()).not.toContain('DescribeManagedRuleGroup');
  });
});
