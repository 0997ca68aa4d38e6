import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/load-balancer-without-web-acl.ts';
import { answered, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { balancerOf } from '../elb/readings.fixture.ts';
import { listed } from './readings.fixture.ts';

const { LoadBalancerArn } = balancerOf();
const DENIED = refused(listed('other'), 'wafv2:ListResourcesForWebACL');

describe('waf/load-balancer-without-web-acl', () => {
  it.each([
    ['behind a web ACL', balancerOf(), [answered(listed(), [LoadBalancerArn])], ['pass']],
    [
      'behind a web ACL, though another was denied',
      balancerOf(),
      [DENIED, answered(listed(), [LoadBalancerArn])],
      ['pass'],
    ],
    ['behind none', balancerOf(), [answered(listed(), ['arn:another'])], ['fail']],
    ['behind none that could be asked', balancerOf(), [DENIED, answered(listed(), [])], ['unknown']],
    ['in an account without web ACLs', balancerOf(), [], ['fail']],
    ['that is internal', balancerOf({ Scheme: 'internal' }), [], ['notApplicable']],
    ['that WAF cannot protect', balancerOf({ Type: 'network' }), [], []],
  ])('a load balancer %s', (_case, balancer, behindWebAcls, expected) => {
    expect(statuses(judge(rule, { loadBalancers: [balancer], behindWebAcls }))).toEqual(expected);
  });
});
