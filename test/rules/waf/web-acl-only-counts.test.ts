import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/web-acl-only-counts.ts';
import { denial } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { acl, groupRule, holding, managedRule, managing, ruleOf, SHIELD_GROUP } from './readings.fixture.ts';

const acting = holding({ ok: true, value: [ruleOf('acts')] });
const counting = holding({ ok: true, value: [ruleOf('counts')] });
const denied = holding({ ok: false, error: denial('wafv2:GetRuleGroup') });

const COMMON = JSON.stringify(['AWS', 'AWSManagedRulesCommonRuleSet', undefined]);

describe('waf/web-acl-only-counts', () => {
  it.each([
    ['a rule that blocks', acl([ruleOf('counts'), ruleOf('acts')]), counting, 'pass'],
    ['rules that count', acl([ruleOf('counts'), managedRule('counts')]), counting, 'fail'],
    ['rules that count or allow', acl([ruleOf('counts'), ruleOf('allows')]), counting, 'fail'],
    [
      'rules that count, and blocks by default',
      acl([ruleOf('counts')], { byDefault: 'block' }),
      counting,
      'pass',
    ],
    ['a managed group that acts', acl([managedRule('acts')]), counting, 'pass'],
    ['a group of its own that blocks', acl([groupRule('acts')]), acting, 'pass'],
    ['a group of its own that counts', acl([groupRule('acts')]), counting, 'fail'],
    ['a group of its own that is told to count', acl([groupRule('counts')]), acting, 'fail'],
    [
      'a group of its own, each of whose rules is told to count',
      acl([groupRule('acts', new Map([['rule', 'counts'] as const]))]),
      acting,
      'fail',
    ],
    ['a group of its own that was denied', acl([groupRule('acts')]), denied, 'unknown'],
    ['a denied group that is told to count', acl([groupRule('counts')]), denied, 'fail'],
    ['a denied group, and a rule that blocks', acl([groupRule('acts'), ruleOf('acts')]), denied, 'pass'],
    ['the group of Shield alone', acl([groupRule('acts', new Map(), SHIELD_GROUP)]), denied, 'pass'],
    ['a rule of which AWS did not say', acl([ruleOf('unknown')]), counting, 'unknown'],
    ['no rule, which another rule tells', acl([]), counting, 'notApplicable'],
  ])('a web ACL with %s', (_case, webAcl, groups, expected) => {
    expect(statuses(judge(rule, { webAcls: [webAcl], groups, managed: new Map() }))).toEqual([expected]);
  });

  const loosened = (...names: string[]) =>
    acl([managedRule('acts', undefined, new Map(names.map((name) => [name, 'counts'])))]);

  it.each([
    ['each of whose rules is told to count', loosened('a', 'b'), managing('acts', 'acts'), 'fail'],
    ['that keeps a rule that blocks', loosened('a'), managing('acts', 'acts'), 'pass'],
    ['whose only rule that blocks is told to count', loosened('a'), managing('acts', 'counts'), 'fail'],
    ['with a rule told to count, the others unread', loosened('a'), new Map(), 'unknown'],
    [
      'without rules, as AWS says',
      loosened('a'),
      new Map([[COMMON, { ok: true, value: [] } as const]]),
      'unknown',
    ],
    [
      'with a rule told to count, the others denied',
      loosened('a'),
      new Map([[COMMON, { ok: false, error: denial('wafv2:DescribeManagedRuleGroup') } as const]]),
      'unknown',
    ],
  ])('a web ACL with a managed group %s', (_case, webAcl, managed, expected) => {
    expect(statuses(judge(rule, { webAcls: [webAcl], groups: counting, managed }))).toEqual([expected]);
  });
});
