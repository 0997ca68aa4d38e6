import { describe, expect, it } from 'vitest';
import { actionOf, actionsOf } from '../../src/aws/actions.ts';

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

  it('are counted under the first, and under its own name what needs none', () => {
    expect(actionOf({ service: 'wafv2', operation: 'GetWebACLForResource' })).toBe(
      'wafv2:GetWebACLForResource',
    );
    expect(actionOf({ service: 'sts', operation: 'GetCallerIdentity' })).toBe('sts:GetCallerIdentity');
  });
});
