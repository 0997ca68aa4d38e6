import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { managedGroups, metRules, ruleGroups, webAcls } from 'postern/services/wafv2';
import { ofEachWebAcl } from './_web-acl.ts';

export default defineRule({
  title: 'Web ACL stops nothing',
  type: 'Policy:WAF/WebAclOnlyCounts',
  severity: 4,
  scope: 'region',
  reads: { webAcls, groups: ruleGroups, managed: managedGroups },
  why: 'Its rules see attacks and let them pass: counting is for trying rules out.',
  remediation: {
    text: 'Look at what the rules counted, make exceptions for good requests, then take the override to count away, or set the action to block.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing-activities.html',
  },
  *check({ webAcls, groups, managed }) {
    yield* ofEachWebAcl(webAcls, (resource, acl, { Name }) => {
      if (acl.rules.length === 0)
        return notApplicable(`the web ACL ${Name} holds no rule: waf/web-acl-empty judges it`, resource);
      const { rules, unread } = metRules(acl, groups, managed);
      const evidence = {
        DefaultAction: acl.byDefault,
        Rules: acl.rules.map((rule) => ({ Name: rule.Name, effect: rule.effect })),
      };
      if (acl.byDefault === 'block' || rules.some(({ effect }) => effect === 'acts'))
        return pass(resource, evidence);
      const mayAct = unread.filter(({ effect }) => effect !== 'counts');
      const [first] = mayAct;
      if (first !== undefined)
        return unknown(resource, first.error ?? `the rule group of ${first.Name} was not read`);
      if (acl.byDefault === undefined || rules.some(({ effect }) => effect === 'unknown'))
        return unknown(resource, 'AWS did not say what a rule of the web ACL does');
      return fail(
        resource,
        evidence,
        rules.some(({ effect }) => effect === 'allows')
          ? `No rule of the web ACL ${Name} stops a request: they count or allow, and what no rule decides on is allowed.`
          : `Every rule of the web ACL ${Name} counts, and none stops a request.`,
      );
    });
  },
});
