import { describe, expect, it } from 'vitest';
import emptyRule from '../../../rules/waf/web-acl-empty.ts';
import countRule from '../../../rules/waf/web-acl-only-counts.ts';
import rule from '../../../rules/waf/web-acl-without-rate-limit.ts';
import type { WebAclAnswer } from '../../../src/services/wafv2/index.ts';
import { denial } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  acl,
  groupRule,
  holding,
  managedRule,
  managing,
  rateRule,
  ruleOf,
  SHIELD_GROUP,
} from './readings.fixture.ts';

const none = holding({ ok: true, value: [ruleOf('acts')] });
const limiting = holding({ ok: true, value: [rateRule('acts')] });
const denied = holding({ ok: false, error: denial('wafv2:GetRuleGroup') });

describe('waf/web-acl-without-rate-limit', () => {
  it.each([
    ['a rate-based rule', acl([rateRule('acts')]), none, 'pass'],
    ['a rate-based rule that counts', acl([rateRule('counts'), ruleOf('acts')]), none, 'fail'],
    ['other rules', acl([ruleOf('acts'), managedRule('acts')]), none, 'fail'],
    [
      'the managed group against floods',
      acl([managedRule('acts', 'AWSManagedRulesAntiDDoSRuleSet')]),
      none,
      'pass',
    ],
    ['that group in count', acl([managedRule('counts', 'AWSManagedRulesAntiDDoSRuleSet')]), none, 'fail'],
    ['the group of Shield', acl([groupRule('acts', new Map(), SHIELD_GROUP)]), none, 'pass'],
    ['a group of its own that limits', acl([groupRule('acts')]), limiting, 'pass'],
    ['a group of its own that does not', acl([groupRule('acts')]), none, 'fail'],
    ['a group of its own that was denied', acl([groupRule('acts')]), denied, 'unknown'],
    ['no rule', acl([]), none, 'fail'],
  ])('a web ACL with %s', (_case, webAcl, groups, expected) => {
    expect(statuses(judge(rule, { webAcls: [webAcl], groups, managed: new Map() }))).toEqual([expected]);
  });

  const findings = (webAcl: WebAclAnswer) => {
    const readings = { webAcls: [webAcl, acl([rateRule('acts')])], groups: none, managed: new Map() };
    const counted = { webAcls: [webAcl], groups: none, managed: new Map() };
    return reportOfVerdicts(
      { ruleId: 'waf/web-acl-without-rate-limit', verdicts: judge(rule, readings) },
      { ruleId: 'waf/web-acl-empty', verdicts: judge(emptyRule, counted) },
      { ruleId: 'waf/web-acl-only-counts', verdicts: judge(countRule, counted) },
    ).findings.map(({ ruleId }) => ruleId);
  };

  it('is told by the rule on empty web ACLs, or on those that count', () => {
    expect(findings(acl([]))).toEqual(['waf/web-acl-empty']);
    expect(findings(acl([rateRule('counts')]))).toEqual(['waf/web-acl-only-counts']);
    expect(findings(acl([ruleOf('acts')]))).toEqual(['waf/web-acl-without-rate-limit']);
    judge(emptyRule, { webAcls: [acl([ruleOf('acts')])] });
    judge(countRule, { webAcls: [acl([ruleOf('acts')])], groups: none, managed: new Map() });
  });

  const loosened = (Name: string) => acl([managedRule('acts', Name, new Map([['a', 'counts']]))]);
  const ANTI_DDOS = 'AWSManagedRulesAntiDDoSRuleSet';

  it.each([
    ['whose rules only count', loosened(ANTI_DDOS), managing('acts', 'counts', ANTI_DDOS), 'fail'],
    ['some of whose rules act', loosened(ANTI_DDOS), managing('counts', 'acts', ANTI_DDOS), 'pass'],
    ['that could not be looked into', loosened(ANTI_DDOS), new Map(), 'unknown'],
    ['against other things, unread', loosened('AWSManagedRulesCommonRuleSet'), new Map(), 'fail'],
  ])('a web ACL with a managed group %s', (_case, webAcl, managed, expected) => {
    expect(statuses(judge(rule, { webAcls: [webAcl], groups: none, managed }))).toEqual([expected]);
  });
});
