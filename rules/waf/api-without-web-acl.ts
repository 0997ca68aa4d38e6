import { defineRule, fail, notApplicable, pass, type Resource, unknown } from 'postern/rule';
import { isPrivate, restApis, stagesOfPublicApis } from 'postern/services/apigateway';
import { isClassic } from './_web-acl.ts';

export default defineRule({
  title: 'API stage has no web ACL',
  type: 'Policy:WAF/ApiWithoutWebAcl',
  severity: 4,
  scope: 'region',
  reads: { restApis, stages: stagesOfPublicApis },
  why: 'Every request reaches what is behind the API as it was sent: nothing stops known attacks, bots or floods before it.',
  remediation: {
    text: 'Associate a web ACL with the stage. HTTP APIs take none, and this rule leaves them out: put a CloudFront distribution with a web ACL in front of them.',
    url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html',
  },
  *check({ restApis, stages }, { account, region }) {
    for (const api of restApis.filter(isPrivate))
      yield notApplicable(
        `the API ${api.name ?? api.id} is private: it is reached through VPC endpoints alone`,
        {
          type: 'AwsApiGatewayRestApi',
          id: `arn:${account.partition}:apigateway:${region}::/restapis/${api.id}`,
        },
      );
    for (const { item: api, answer } of stages) {
      const name = api.name ?? api.id;
      if (!answer.ok) {
        const id = `arn:${account.partition}:apigateway:${region}::/restapis/${api.id}`;
        yield unknown({ type: 'AwsApiGatewayRestApi', id, details: { name } }, answer.error);
        continue;
      }
      for (const { arn, stageName, deploymentId, webAclArn } of answer.value) {
        const resource: Resource = { type: 'AwsApiGatewayStage', id: arn, details: { api: name } };
        const evidence = { webAclArn: webAclArn ?? null };
        if (deploymentId === undefined)
          yield notApplicable(`nothing is deployed to the stage ${stageName} of ${name}`, resource);
        else if (webAclArn === undefined || webAclArn === '')
          yield fail(resource, evidence, `The stage ${stageName} of the API ${name} has no web ACL.`, {
            exposure: 'internet',
          });
        else if (isClassic(webAclArn))
          yield fail(
            resource,
            evidence,
            `The stage ${stageName} of the API ${name} names a web ACL of AWS WAF Classic, which has ended and stops nobody.`,
            { exposure: 'internet' },
          );
        else yield pass(resource, evidence);
      }
    }
  },
});
