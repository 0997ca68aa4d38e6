import { describe, expect, it } from 'vitest';
import { actionOf, actionsOf, declareService, guessesPrefix } from '../../src/aws/actions.ts';

describe('the IAM actions of an operation', () => {
  it.each([
    ['iam', 'GetAccountSummary', ['iam:GetAccountSummary']],
    ['sso-admin', 'ListInstances', ['sso:ListInstances']],
    ['accessanalyzer', 'ListAnalyzers', ['access-analyzer:ListAnalyzers']],
    ['accessanalyzer', 'ListFindingsV2', ['access-analyzer:ListFindings']],
    ['s3', 'ListBuckets', ['s3:ListAllMyBuckets']],
    ['s3', 'GetBucketPolicy', ['s3:GetBucketPolicy']],
    ['s3', 'GetPublicAccessBlock', ['s3:GetBucketPublicAccessBlock']],
    ['s3control', 'GetPublicAccessBlock', ['s3:GetAccountPublicAccessBlock']],
    ['s3control', 'ListAccessPoints', ['s3:ListAccessPoints']],
    ['apigateway', 'GetRestApis', ['apigateway:GET']],
    ['apigatewayv2', 'GetApis', ['apigateway:GET']],
    ['apigatewayv2', 'ListRoutingRules', ['apigateway:ListRoutingRules']],
    ['elbv2', 'DescribeLoadBalancers', ['elasticloadbalancing:DescribeLoadBalancers']],
    ['wafv2', 'GetWebACLForResource', ['wafv2:GetWebACLForResource', 'wafv2:GetWebACL']],
    ['sts', 'GetCallerIdentity', []],
  ])('%s %s', (service, operation, actions) => {
    expect(actionsOf({ service, operation })).toEqual(actions);
  });

  it('begin with the prefix that a service declares, which nobody may declare otherwise', () => {
    const operation = { service: 'sketch', operation: 'ListThings' };
    expect([actionsOf(operation), guessesPrefix('sketch')]).toEqual([['sketch:ListThings'], true]);
    declareService('sketch', 'sketches');
    declareService('sketch', undefined);
    expect([actionsOf(operation), guessesPrefix('sketch')]).toEqual([['sketches:ListThings'], false]);
    expect(() => declareService('sketch', 'drawings')).toThrow(
      'the service sketch is declared with the IAM prefix drawings, and elsewhere with sketches',
    );
  });

  it('are counted under the first, and under its own name what needs none', () => {
    expect(actionOf({ service: 'wafv2', operation: 'GetWebACLForResource' })).toBe(
      'wafv2:GetWebACLForResource',
    );
    expect(actionOf({ service: 'sts', operation: 'GetCallerIdentity' })).toBe('sts:GetCallerIdentity');
  });
});
