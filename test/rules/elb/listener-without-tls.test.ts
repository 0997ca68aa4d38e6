import { describe, expect, it } from 'vitest';
import rule from '../../../rules/elb/listener-without-tls.ts';
import type { Listener, ListenerRule, LoadBalancer, TargetGroup } from '../../../src/services/elbv2/index.ts';
import { answered, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  balancerOf,
  classicListener,
  classicOf,
  fixed,
  forward,
  listenerOf,
  redirect,
} from './readings.fixture.ts';

const NOTHING = { listeners: [], rules: [], targetGroups: [], classic: [] };

const behind = (listener: Listener, rules: readonly ListenerRule[] = [], balancer = balancerOf()) =>
  judge(rule, {
    ...NOTHING,
    listeners: [answered(balancer, [listener])],
    rules: [answered(listener.ListenerArn, rules)],
  });

const ruleOf = (action: ListenerRule['actions'][number], paths?: readonly string[]): ListenerRule => ({
  RuleArn: 'arn:rule',
  paths,
  actions: [action],
});

describe('elb/listener-without-tls of an Application Load Balancer', () => {
  it.each([
    ['HTTPS', listenerOf('HTTPS', 443, [forward('arn:tg')]), [], 'pass'],
    ['HTTP that redirects to HTTPS', listenerOf('HTTP', 80, [redirect('HTTPS')]), [], 'pass'],
    ['HTTP that forwards', listenerOf('HTTP', 80, [forward('arn:tg')]), [], 'fail'],
    ['HTTP that redirects to HTTP', listenerOf('HTTP', 80, [redirect('HTTP')]), [], 'fail'],
    [
      'HTTP that redirects to the protocol it came with',
      listenerOf('HTTP', 80, [redirect('#{protocol}')]),
      [],
      'fail',
    ],
    [
      'HTTP that redirects, and a rule of it that forwards',
      listenerOf('HTTP', 80, [redirect('HTTPS')]),
      [ruleOf(forward('arn:tg'), ['/api/*'])],
      'fail',
    ],
    [
      'HTTP that redirects, and a rule for the challenge of a certificate authority',
      listenerOf('HTTP', 80, [redirect('HTTPS')]),
      [ruleOf(forward('arn:tg'), ['/.well-known/acme-challenge/*'])],
      'pass',
    ],
    [
      'HTTP that answers 404, and rules that redirect to HTTPS',
      listenerOf('HTTP', 80, [fixed]),
      [ruleOf(redirect('HTTPS'))],
      'pass',
    ],
    ['a protocol that nobody knows', listenerOf('GOPHER', 70, []), [], 'unknown'],
  ])('%s', (_case, listener, rules, expected) => {
    expect(statuses(behind(listener, rules))).toEqual([expected]);
  });

  it('weighs one that answers by itself little', () => {
    expect(behind(listenerOf('HTTP', 80, [fixed]))).toMatchObject([
      { status: 'fail', severity: { score: 1.5 } },
    ]);
  });

  it('does not apply to one that is internal', () => {
    const internal = balancerOf({ Scheme: 'internal' });
    expect(statuses(behind(listenerOf('HTTP', 80, [forward()]), [], internal))).toEqual(['notApplicable']);
  });

  it('is unknown for the one whose listeners or rules were denied, and for no other', () => {
    const redirecting = listenerOf('HTTP', 80, [redirect('HTTPS')]);
    expect(
      judge(rule, {
        ...NOTHING,
        listeners: [
          refused(balancerOf(), 'elasticloadbalancing:DescribeListeners'),
          answered(balancerOf(), [redirecting, listenerOf('HTTPS', 443)]),
        ],
        rules: [refused(redirecting.ListenerArn, 'elasticloadbalancing:DescribeRules')],
      }),
    ).toMatchObject([
      { status: 'unknown', error: { action: 'elasticloadbalancing:DescribeListeners' } },
      { status: 'unknown', part: 'HTTP:80', error: { action: 'elasticloadbalancing:DescribeRules' } },
      { status: 'pass', part: 'HTTPS:443' },
    ]);
  });

  it('tells of all listeners of a load balancer in one finding', () => {
    const listeners = [listenerOf('HTTP', 80, [forward()]), listenerOf('HTTP', 8080, [forward()])];
    const verdicts = judge(rule, { ...NOTHING, listeners: [answered(balancerOf(), listeners)] });
    const { findings } = reportOfVerdicts({ ruleId: 'elb/listener-without-tls', verdicts });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.description).toBe(
      'The HTTP listener on port 80 passes plain HTTP on to its targets. The HTTP listener on port 8080 passes plain HTTP on to its targets.',
    );
  });
});

const network: LoadBalancer = balancerOf({ Type: 'network' });

const group = (changes: Partial<TargetGroup> = {}): TargetGroup => ({
  TargetGroupArn: 'arn:tg',
  Port: 9000,
  Protocol: 'TCP',
  TargetType: 'instance',
  HealthCheckProtocol: 'TCP',
  HealthCheckPort: 'traffic-port',
  ...changes,
});

describe('elb/listener-without-tls of a Network Load Balancer', () => {
  it.each([
    ['TLS', listenerOf('TLS', 443), group(), 'pass'],
    ['QUIC', listenerOf('QUIC', 443), group(), 'pass'],
    ['UDP', listenerOf('UDP', 53), group(), 'notApplicable'],
    ['TCP on 443: TLS passes through', listenerOf('TCP', 443, [forward('arn:tg')]), group(), 'pass'],
    ['TCP on 80', listenerOf('TCP', 80, [forward('arn:tg')]), group(), 'fail'],
    [
      'TCP on 80 to targets that speak TLS',
      listenerOf('TCP', 80, [forward('arn:tg')]),
      group({ Port: 443 }),
      'pass',
    ],
    [
      'TCP on a port that says nothing',
      listenerOf('TCP', 9000, [forward('arn:tg')]),
      group(),
      'notApplicable',
    ],
    [
      'TCP to targets that are asked over HTTPS on that port',
      listenerOf('TCP', 9000, [forward('arn:tg')]),
      group({ HealthCheckProtocol: 'HTTPS' }),
      'pass',
    ],
    [
      'TCP to targets that are asked over HTTP on that port',
      listenerOf('TCP_UDP', 443, [forward('arn:tg')]),
      group({ HealthCheckProtocol: 'HTTP', HealthCheckPort: '9000' }),
      'fail',
    ],
    [
      'TCP to targets that are asked over HTTP on another port',
      listenerOf('TCP', 443, [forward('arn:tg')]),
      group({ HealthCheckProtocol: 'HTTP', HealthCheckPort: '8081' }),
      'pass',
    ],
    [
      'TCP to an Application Load Balancer',
      listenerOf('TCP', 80, [forward('arn:tg')]),
      group({ TargetType: 'alb', HealthCheckProtocol: 'HTTP' }),
      'notApplicable',
    ],
    ['a protocol that nobody knows', listenerOf('GOPHER', 70), group(), 'unknown'],
  ])('%s', (_case, listener, targetGroup, expected) => {
    const readings = { ...NOTHING, listeners: [answered(network, [listener])], targetGroups: [targetGroup] };
    expect(statuses(judge(rule, readings))).toEqual([expected]);
  });
});

describe('elb/listener-without-tls of a Classic Load Balancer', () => {
  it.each([
    ['HTTPS', classicOf([classicListener('HTTPS', 443, 80)]), ['pass']],
    ['SSL', classicOf([classicListener('SSL', 995, 110)]), ['pass']],
    [
      'HTTP',
      classicOf([classicListener('HTTP', 80, 80), classicListener('HTTPS', 443, 80)]),
      ['fail', 'pass'],
    ],
    ['TCP on 443', classicOf([classicListener('TCP', 443, 443)]), ['pass']],
    ['TCP on 80', classicOf([classicListener('TCP', 80, 9000)]), ['fail']],
    [
      'TCP to instances that are asked over HTTP on that port',
      classicOf([classicListener('TCP', 9000, 9001)], { HealthCheck: healthCheck('HTTP:9001/ping') }),
      ['fail'],
    ],
    ['TCP on a port that says nothing', classicOf([classicListener('TCP', 9000, 9001)]), ['notApplicable']],
    ['internal', classicOf([classicListener('HTTP', 80, 80)], { Scheme: 'internal' }), ['notApplicable']],
    ['a protocol that nobody knows', classicOf([classicListener('GOPHER', 70, 70)]), ['unknown']],
  ])('%s', (_case, balancer, expected) => {
    expect(statuses(judge(rule, { ...NOTHING, classic: [balancer] }))).toEqual(expected);
  });
});

function healthCheck(Target: string) {
  return { Target, Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 2 };
}
