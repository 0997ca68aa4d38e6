import { accountResource, defineRule, fail, pass, unknown } from 'postern/rule';
import { webAcls } from 'postern/services/wafv2';
import { ofEachWebAcl } from './_web-acl.ts';

export default defineRule({
  title: 'Rule of a web ACL has no metrics',
  type: 'Stealth:WAF/RuleWithoutMetrics',
  severity: 1,
  scope: 'region',
  reads: { webAcls },
  why: 'Nobody sees how often the rule matches, so no alarm tells of an attack, or of good requests that it stops.',
  remediation: {
    text: 'Turn CloudWatch metrics on in the visibility settings of the rule.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rules.html',
  },
  gather: {
    in: 'region',
    by: ({ resource }) => resource.id,
    describe: (parts, place) => ({
      resource: parts[0]?.fail.resource ?? accountResource(place),
      description:
        parts.length === 1
          ? (parts[0]?.fail.description ?? '')
          : `${parts.length} rules of a web ACL have CloudWatch metrics off: ${new Intl.ListFormat('en').format(parts.map(({ fail }) => fail.part ?? ''))}.`,
    }),
  },
  *check({ webAcls }) {
    yield* ofEachWebAcl(webAcls, (resource, { rules }, { Name: acl }) =>
      rules.map(({ Name, CloudWatchMetricsEnabled }) => {
        const evidence = { Rule: Name, CloudWatchMetricsEnabled };
        const part = { part: Name };
        if (CloudWatchMetricsEnabled === undefined)
          return unknown(resource, `AWS did not say whether the rule ${Name} has metrics`, part);
        return CloudWatchMetricsEnabled
          ? pass(resource, evidence, part)
          : fail(
              resource,
              evidence,
              `The rule ${Name} of the web ACL ${acl} has CloudWatch metrics off.`,
              part,
            );
      }),
    );
  },
});
