import { defineRule, fail, notApplicable, pass, type Resource, unknown, type Verdict } from 'postern/rule';
import { optionalDistributions } from 'postern/services/cloudfront';
import { holdsManagedGroup, resourcesOfUnmanagedWebAcls, webAcls } from 'postern/services/wafv2';
import { letsAllThrough, ofEachWebAcl } from './_web-acl.ts';

export default defineRule({
  title: 'Web ACL has no managed rule group',
  type: 'Policy:WAF/ManagedRulesMissing',
  severity: 3,
  scope: 'region',
  reads: { webAcls, uses: resourcesOfUnmanagedWebAcls, distributions: optionalDistributions },
  why: 'Its own rules know what somebody thought of. AWS and vendors keep theirs up with new attacks and bad addresses.',
  remediation: {
    text: 'Add AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesAmazonIpReputationList, at first in count.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html',
  },
  *check({ webAcls, uses, distributions }) {
    yield* ofEachWebAcl(webAcls, (resource, acl, { Name, ARN, Scope }) => {
      const evidence = { Rules: acl.rules.map((rule) => rule.Name) };
      if (holdsManagedGroup(acl)) return pass(resource, evidence);
      const missing = (users: readonly string[]): Verdict =>
        fail(
          resource,
          { ...evidence, usedBy: users },
          `The web ACL ${Name} holds no managed rule group.`,
          letsAllThrough(acl) ? { toldBy: { rule: 'waf/web-acl-empty' } } : {},
        );
      if (Scope === 'CLOUDFRONT')
        return distributions.ok
          ? inUse(
              resource,
              Name,
              distributions.value.filter(({ WebACLId }) => WebACLId === ARN).map((each) => each.ARN),
              missing,
            )
          : unknown(resource, distributions.error);
      const answer = uses.get(ARN)?.answer;
      if (answer === undefined) return unknown(resource, 'what uses the web ACL was not read');
      return answer.ok ? inUse(resource, Name, answer.value, missing) : unknown(resource, answer.error);
    });
  },
});

function inUse(
  resource: Resource,
  name: string,
  users: readonly string[],
  missing: (users: readonly string[]) => Verdict,
): Verdict {
  return users.length > 0
    ? missing(users)
    : notApplicable(
        `no load balancer, REST API, GraphQL API or distribution uses the web ACL ${name}`,
        resource,
      );
}
