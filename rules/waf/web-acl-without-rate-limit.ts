import { defineRule, fail, pass, unknown } from 'postern/rule';
import { managedGroups, metRules, ruleGroups, webAcls } from 'postern/services/wafv2';
import { letsAllThrough, ofEachWebAcl } from './_web-acl.ts';

/**
 * Managed rule groups that limit floods by themselves.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html
 */
const AGAINST_FLOODS: ReadonlySet<string | undefined> = new Set(['AWSManagedRulesAntiDDoSRuleSet']);

export default defineRule({
  title: 'Web ACL limits no rate',
  type: 'Policy:WAF/WebAclWithoutRateLimit',
  severity: 2,
  scope: 'region',
  reads: { webAcls, groups: ruleGroups, managed: managedGroups },
  why: 'One client may send as many requests as it likes: to guess passwords, to copy the site, or to bring it down.',
  remediation: {
    text: 'Add a rate-based rule that blocks addresses above a limit far over what people send; narrow ones for login pages.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html',
  },
  *check({ webAcls, groups, managed }) {
    yield* ofEachWebAcl(webAcls, (resource, acl, { Name, ARN }) => {
      const { rules, unread } = metRules(acl, groups, managed);
      const limits = rules.filter(
        ({ rateBased, managedGroup }) => rateBased || AGAINST_FLOODS.has(managedGroup?.Name),
      );
      const evidence = { Rules: acl.rules.map((rule) => rule.Name), rateLimits: limits.length };
      if (limits.some(({ effect }) => effect === 'acts')) return pass(resource, evidence);
      const [first] = unread.filter(
        ({ effect, managedGroup }) =>
          effect !== 'counts' && (managedGroup === undefined || AGAINST_FLOODS.has(managedGroup.Name)),
      );
      if (first !== undefined)
        return unknown(resource, first.error ?? `the rule group of ${first.Name} was not read`);
      return fail(
        resource,
        evidence,
        limits.length > 0
          ? `The web ACL ${Name} counts clients that send too much, and stops none.`
          : `The web ACL ${Name} limits no client in how much it sends.`,
        tellerOf(letsAllThrough(acl), limits.length > 0, ARN),
      );
    });
  },
});

/** An empty web ACL lacks this too, and one that only counts would limit if it did not. */
function tellerOf(empty: boolean, onlyCounts: boolean, resource: string) {
  if (empty) return { toldBy: { rule: 'waf/web-acl-empty', resource } };
  return onlyCounts ? { toldBy: { rule: 'waf/web-acl-only-counts', resource } } : {};
}
