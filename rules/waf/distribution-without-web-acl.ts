import {
  defineRule,
  type FailDetails,
  fail,
  notApplicable,
  pass,
  type Resource,
  unknown,
} from 'postern/rule';
import { bucketOf, type Distribution, distributions, tenants } from 'postern/services/cloudfront';
import { isClassic } from './_web-acl.ts';

export default defineRule({
  title: 'Distribution has no web ACL',
  type: 'Policy:WAF/DistributionWithoutWebAcl',
  severity: 5,
  scope: 'account',
  reads: { distributions, tenants },
  why: 'Every request reaches the origin as it was sent: nothing stops known attacks, bots or floods before it.',
  remediation: {
    text: 'Associate a web ACL of the scope CLOUDFRONT, in us-east-1, with the distribution. Begin with the managed rule groups of AWS in count, look at what they would block, then let them block.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-waf-use-case.html',
  },
  *check({ distributions, tenants }, { account }) {
    for (const distribution of distributions) {
      const { Id, ARN, DomainName, WebACLId, Enabled, ConnectionMode, aliases } = distribution;
      const resource: Resource = {
        type: 'AwsCloudFrontDistribution',
        id: ARN,
        details: { DomainName, Aliases: aliases },
      };
      const open = tenants.filter(
        ({ DistributionId, webAcl }) =>
          DistributionId === Id && (webAcl === 'disable' || (webAcl === undefined && WebACLId === '')),
      );
      if (account.partition !== 'aws')
        yield notApplicable('CloudFront takes no web ACL in this partition', resource);
      else if (Enabled === false)
        yield notApplicable(`the distribution ${Id} is disabled: it serves nobody`, resource);
      else if (WebACLId === undefined) yield unknown(resource, 'AWS did not say whether there is a web ACL');
      else if (isClassic(WebACLId))
        yield fail(
          resource,
          { WebACLId },
          `The distribution ${Id} names a web ACL of AWS WAF Classic, which has ended and stops nobody.`,
          { exposure: 'internet' },
        );
      else if (open.length > 0)
        yield fail(
          resource,
          { WebACLId, tenants: open.map((tenant) => tenant.Id) },
          `${open.length === 1 ? 'A tenant' : `${open.length} tenants`} of the distribution ${Id} ${open.length === 1 ? 'has' : 'have'} no web ACL.`,
          { exposure: 'internet' },
        );
      else if (WebACLId !== '' || ConnectionMode === 'tenant-only')
        yield pass(resource, { WebACLId, ConnectionMode });
      else
        yield fail(resource, { WebACLId }, `The distribution ${Id} has no web ACL.`, {
          exposure: 'internet',
          ...weightOfFiles(distribution),
        });
    }
  },
});

/** Files in buckets run nothing that an attack could take over. */
function weightOfFiles({ origins }: Distribution): Pick<FailDetails, 'severity'> {
  return origins.length > 0 && origins.every(({ DomainName }) => bucketOf(DomainName) !== undefined)
    ? { severity: { score: 3, reason: 'it serves files from buckets alone' } }
    : {};
}
