import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/api-without-web-acl.ts';
import type { RestApi, Stage } from '../../../src/services/apigateway.ts';
import { answered, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';

const api: RestApi = { id: 'a1', name: 'shop', endpointConfiguration: { types: ['REGIONAL'] } };

const stage = (changes: Partial<Stage> = {}): Stage => ({
  stageName: 'prod',
  deploymentId: 'd1',
  webAclArn: undefined,
  arn: 'arn:aws:apigateway:us-east-1::/restapis/a1/stages/prod',
  ...changes,
});

describe('waf/api-without-web-acl', () => {
  it.each([
    [
      'with one',
      stage({ webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/edge/id' }),
      'pass',
    ],
    ['without', stage(), 'fail'],
    [
      'with one of WAF Classic',
      stage({ webAclArn: 'arn:aws:waf-regional:us-east-1:111122223333:webacl/i' }),
      'fail',
    ],
    ['without a deployment', stage({ deploymentId: undefined }), 'notApplicable'],
  ])('a stage %s', (_case, one, expected) => {
    expect(statuses(judge(rule, { restApis: [api], stages: [answered(api, [one])] }))).toEqual([expected]);
  });

  it('does not apply to a private API, and is unknown where its stages were denied', () => {
    const inside: RestApi = { ...api, id: 'a2', endpointConfiguration: { types: ['PRIVATE'] } };
    const readings = { restApis: [api, inside], stages: [refused(api, 'apigateway:GET')] };
    expect(statuses(judge(rule, readings))).toEqual(['notApplicable', 'unknown']);
  });
});
