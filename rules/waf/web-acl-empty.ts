import { defineRule, fail, pass, unknown } from 'postern/rule';
import { webAcls } from 'postern/services/wafv2';
import { letsAllThrough, ofEachWebAcl } from './_web-acl.ts';

export default defineRule({
  title: 'Web ACL holds no rule',
  type: 'Policy:WAF/WebAclEmpty',
  severity: 5,
  scope: 'region',
  reads: { webAcls },
  why: 'It looks like protection and is none: every request passes.',
  remediation: {
    text: 'Give it rules, at first the managed rule groups of AWS and a rate-based rule, or delete it where nothing uses it.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-editing.html',
  },
  *check({ webAcls }) {
    yield* ofEachWebAcl(webAcls, (resource, acl, { Name }) => {
      const evidence = { DefaultAction: acl.byDefault, Rules: acl.rules.map((rule) => rule.Name) };
      if (letsAllThrough(acl))
        return fail(resource, evidence, `The web ACL ${Name} holds no rule and allows every request.`);
      return acl.rules.length === 0 && acl.byDefault === undefined
        ? unknown(resource, 'AWS did not say what the web ACL does by default')
        : pass(resource, evidence);
    });
  },
});
