import { describe, expect, it } from 'vitest';
import rule from '../../../rules/elb/access-not-logged.ts';
import { answered, denial, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { balancerOf, classicOf, listenerOf } from './readings.fixture.ts';

const logs = (enabled?: string) =>
  new Map(enabled === undefined ? [] : [['access_logs.s3.enabled', enabled] as const]);
const NOTHING = {
  attributes: [],
  listeners: [],
  delivered: { ok: true, value: new Set<string>() } as const,
  classic: [],
};

describe('elb/access-not-logged', () => {
  it.each([
    ['true', 'pass'],
    ['false', 'fail'],
    [undefined, 'unknown'],
  ])('an Application Load Balancer whose attribute is %s', (enabled, expected) => {
    const readings = { ...NOTHING, attributes: [answered(balancerOf(), logs(enabled))] };
    expect(statuses(judge(rule, readings))).toEqual([expected]);
  });

  const delivered = { ok: true, value: new Set([balancerOf().LoadBalancerArn]) } as const;
  const denied = { ok: false, error: denial('logs:DescribeDeliverySources') } as const;

  it.each([
    ['that CloudWatch Logs delivers', 'false', delivered, 'pass'],
    ['that CloudWatch Logs may deliver, which was denied', 'false', denied, 'unknown'],
    ['that goes to S3, and CloudWatch Logs was denied', 'true', denied, 'pass'],
  ])('a log %s', (_case, enabled, delivered, expected) => {
    const readings = { ...NOTHING, attributes: [answered(balancerOf(), logs(enabled))], delivered };
    expect(statuses(judge(rule, readings))).toEqual([expected]);
  });

  it('weighs an internal load balancer less', () => {
    const internal = balancerOf({ Scheme: 'internal' });
    expect(judge(rule, { ...NOTHING, attributes: [answered(internal, logs('false'))] })).toMatchObject([
      { status: 'fail', exposure: 'inside', severity: { score: 1.5 } },
    ]);
  });

  const network = balancerOf({ Type: 'network' });

  it.each([
    ['with a TLS listener', answered(network, [listenerOf('TLS', 443)]), 'fail'],
    ['without one, which logs nothing', answered(network, [listenerOf('TCP', 443)]), 'notApplicable'],
    ['whose listeners were denied', refused(network, 'elasticloadbalancing:DescribeListeners'), 'unknown'],
  ])('a Network Load Balancer %s', (_case, listeners, expected) => {
    const readings = { ...NOTHING, attributes: [answered(network, logs('false'))], listeners: [listeners] };
    expect(statuses(judge(rule, readings))).toEqual([expected]);
  });

  it.each([
    [answered(classicOf([]), true), 'pass'],
    [answered(classicOf([]), false), 'fail'],
    [answered(classicOf([]), undefined), 'unknown'],
    [refused(classicOf([]), 'elasticloadbalancing:DescribeLoadBalancerAttributes'), 'unknown'],
  ])('a Classic Load Balancer', (answer, expected) => {
    expect(statuses(judge(rule, { ...NOTHING, classic: [answer] }))).toEqual([expected]);
  });

  it('is unknown where the attributes were denied', () => {
    const denied = refused(balancerOf(), 'elasticloadbalancing:DescribeLoadBalancerAttributes');
    expect(statuses(judge(rule, { ...NOTHING, attributes: [denied] }))).toEqual(['unknown']);
  });
});
