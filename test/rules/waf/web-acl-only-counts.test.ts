import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/web-acl-only-counts.ts';
import { denial } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { acl, groupRule, holding, managedRule, ruleOf, SHIELD_GROUP } from './readings.fixture.ts';

const acting = holding({ ok: true, value: [ruleOf('acts')] });
const counting = holding({ ok: true, value: [ruleOf('counts')] });
const denied = holding({ ok: false, error: denial('wafv2:GetRuleGroup') });

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
    expect(statuses(judge(rule, { webAcls: [webAcl], groups }))).toEqual([expected]);
  });
});
