import { defineRule, fail, notApplicable, pass, type Resource, unknown } from 'postern/rule';
import { facesInternet, loadBalancers } from 'postern/services/elbv2';
import { loadBalancersOfWebAcls } from 'postern/services/wafv2';

export default defineRule({
  title: 'Load balancer has no web ACL',
  type: 'Policy:WAF/LoadBalancerWithoutWebAcl',
  severity: 5,
  scope: 'region',
  reads: { loadBalancers, behindWebAcls: loadBalancersOfWebAcls },
  why: 'Every request reaches the application as it was sent: nothing stops known attacks, bots or floods before it.',
  remediation: {
    text: 'Associate a web ACL with the load balancer. Begin with the managed rule groups of AWS in count, look at what they would block, then let them block.',
    url: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html',
  },
  *check({ loadBalancers, behindWebAcls }) {
    const webAclOf = new Map(
      behindWebAcls.flatMap(({ item, answer }) =>
        answer.ok ? answer.value.map((arn) => [arn, item.ARN] as const) : [],
      ),
    );
    const unread = behindWebAcls.flatMap(({ answer }) => (answer.ok ? [] : [answer.error]));
    for (const { LoadBalancerArn, LoadBalancerName, Type, Scheme } of loadBalancers) {
      if (Type !== 'application') continue;
      const resource: Resource = {
        type: 'AwsElbv2LoadBalancer',
        id: LoadBalancerArn,
        details: { LoadBalancerName, Type, Scheme },
      };
      const webAcl = webAclOf.get(LoadBalancerArn);
      const [error] = unread;
      if (!facesInternet({ Scheme }))
        yield notApplicable(`${LoadBalancerName} is internal: nobody reaches it from the internet`, resource);
      else if (webAcl !== undefined) yield pass(resource, { WebACLArn: webAcl });
      else if (error !== undefined) yield unknown(resource, error);
      else
        yield fail(
          resource,
          { Scheme, webAclsAsked: behindWebAcls.map(({ item }) => item.ARN) },
          `The load balancer ${LoadBalancerName} faces the internet without a web ACL.`,
          { exposure: 'internet' },
        );
    }
  },
});
