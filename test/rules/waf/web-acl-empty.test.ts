import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/web-acl-empty.ts';
import { refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { acl, listed, ruleOf } from './readings.fixture.ts';

describe('waf/web-acl-empty', () => {
  it.each([
    ['without rules that allows', acl([]), 'fail'],
    ['without rules that blocks everything', acl([], { byDefault: 'block' }), 'pass'],
    ['without rules, of which AWS did not say more', acl([], { byDefault: undefined }), 'unknown'],
    ['with a rule', acl([ruleOf('counts')]), 'pass'],
    ['that was denied', refused(listed(), 'wafv2:GetWebACL'), 'unknown'],
  ])('a web ACL %s', (_case, webAcl, expected) => {
    expect(statuses(judge(rule, { webAcls: [webAcl] }))).toEqual([expected]);
  });
});
