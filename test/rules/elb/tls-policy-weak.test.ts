import { describe, expect, it } from 'vitest';
import rule from '../../../rules/elb/tls-policy-weak.ts';
import type { TlsPolicy } from '../../../src/services/elbv2/index.ts';
import { answered, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { balancerOf, classicListener, classicOf, listenerOf } from './readings.fixture.ts';

const policy = (
  protocols: readonly string[],
  ciphers: readonly string[] = ['ECDHE-RSA-AES128-GCM-SHA256'],
): TlsPolicy => ({
  protocols,
  ciphers,
});

const POLICIES = new Map([
  ['ELBSecurityPolicy-TLS13-1-2-2021-06', policy(['TLSv1.2', 'TLSv1.3'])],
  ['ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', policy(['TLSv1.2', 'TLSv1.3'])],
  ['ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04', policy(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'])],
  ['ELBSecurityPolicy-2016-08', policy(['TLSv1', 'TLSv1.1', 'TLSv1.2'])],
  ['silent', policy([])],
]);
const NOTHING = { listeners: [], policies: POLICIES, classic: [], classicPolicies: [] };

const withPolicy = (name: string | undefined, balancer = balancerOf()) =>
  judge(rule, { ...NOTHING, listeners: [answered(balancer, [listenerOf('HTTPS', 443, [], name)])] });

describe('elb/tls-policy-weak', () => {
  it.each([
    ['ELBSecurityPolicy-TLS13-1-2-2021-06', 'pass'],
    ['ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'pass'],
    ['ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04', 'fail'],
    ['ELBSecurityPolicy-2016-08', 'fail'],
    ['silent', 'unknown'],
    ['not-in-the-list', 'unknown'],
    [undefined, 'unknown'],
  ])('judges %s by what it holds', (name, expected) => {
    expect(statuses(withPolicy(name))).toEqual([expected]);
  });

  it('gives the command, but none that would take FIPS away', () => {
    expect(withPolicy('ELBSecurityPolicy-2016-08')).toMatchObject([
      {
        evidence: { weaknesses: ['TLSv1', 'TLSv1.1'] },
        commands: [
          'aws elbv2 modify-listener --listener-arn arn:listener/HTTPS/443 --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06 --region us-east-1',
        ],
      },
    ]);
    expect(withPolicy('ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04')).toMatchObject([{ commands: [] }]);
  });

  it('weighs an internal load balancer less', () => {
    expect(withPolicy('ELBSecurityPolicy-2016-08', balancerOf({ Scheme: 'internal' }))).toMatchObject([
      { status: 'fail', exposure: 'inside', severity: { score: 2 } },
    ]);
  });

  it('has nothing to say of listeners without TLS, and is unknown where listeners were denied', () => {
    expect(
      judge(rule, {
        ...NOTHING,
        listeners: [
          answered(balancerOf(), [listenerOf('HTTP', 80)]),
          refused(balancerOf(), 'elasticloadbalancing:DescribeListeners'),
        ],
      }),
    ).toMatchObject([{ status: 'unknown' }]);
  });

  it.each([
    ['old versions', policy(['TLSv1', 'TLSv1.2']), ['fail']],
    ['a broken cipher', policy(['TLSv1.2'], ['RC4-MD5']), ['fail']],
    ['triple DES', policy(['TLSv1.2'], ['DES-CBC3-SHA']), ['fail']],
    ['TLS 1.2 alone', policy(['TLSv1.2']), ['pass']],
  ])('judges the policy of a Classic Load Balancer: %s', (_case, content, expected) => {
    const balancer = classicOf([classicListener('HTTPS', 443, 80, 'mine'), classicListener('HTTP', 80, 80)]);
    const readings = {
      ...NOTHING,
      classic: [balancer],
      classicPolicies: [answered(balancer, new Map([['mine', content]]))],
    };
    expect(statuses(judge(rule, readings))).toEqual(expected);
  });

  it('is unknown for a Classic Load Balancer whose policies were denied or not told', () => {
    const balancer = classicOf([classicListener('HTTPS', 443, 80, 'mine')]);
    for (const answer of [
      refused(balancer, 'elasticloadbalancing:DescribeLoadBalancerPolicies'),
      answered(balancer, new Map()),
    ])
      expect(statuses(judge(rule, { ...NOTHING, classic: [balancer], classicPolicies: [answer] }))).toEqual([
        'unknown',
      ]);
  });
});
