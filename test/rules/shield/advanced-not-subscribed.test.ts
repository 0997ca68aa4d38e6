import { describe, expect, it } from 'vitest';
import rule from '../../../rules/shield/advanced-not-subscribed.ts';
import { judge } from '../../support/judge.ts';
import { applicationLoadBalancer, DENIED, exposing, networkLoadBalancer } from './readings.fixture.ts';

describe('shield/advanced-not-subscribed', () => {
  it.each([
    ['subscribed', 'ACTIVE', exposing([applicationLoadBalancer], [DENIED]), 'pass'],
    [
      'not subscribed, and something faces the internet',
      'INACTIVE',
      exposing([applicationLoadBalancer]),
      'fail',
    ],
    [
      'not subscribed, as far as can be read',
      'INACTIVE',
      exposing([applicationLoadBalancer], [DENIED]),
      'fail',
    ],
    ['not subscribed, and nothing faces the internet', 'INACTIVE', exposing([]), 'notApplicable'],
    [
      'not subscribed, and it is not known what faces the internet',
      'INACTIVE',
      exposing([], [DENIED]),
      'unknown',
    ],
  ] as const)('%s', (_case, state, exposed, expected) => {
    expect(judge(rule, { state, exposed }).map(({ status }) => status)).toEqual([expected]);
  });

  it('says how many of which kind, and names a single one', () => {
    const two = exposing([applicationLoadBalancer, networkLoadBalancer()]);
    expect(judge(rule, { state: 'INACTIVE', exposed: two })).toMatchObject([
      {
        description: '2 resources face the internet with Shield Standard only.',
        evidence: {
          SubscriptionState: 'INACTIVE',
          InternetFacing: { 'Application Load Balancer': 1, 'Network Load Balancer': 1 },
        },
      },
    ]);
    expect(judge(rule, { state: 'INACTIVE', exposed: exposing([applicationLoadBalancer]) })).toMatchObject([
      {
        description: 'The Application Load Balancer shop faces the internet with Shield Standard only.',
      },
    ]);
  });

  it('states Shield Standard where nothing else applies', () => {
    expect(judge(rule, { state: 'INACTIVE', exposed: exposing([]) })).toMatchObject([
      { reason: expect.stringContaining('Shield Standard, as every account does without charge') },
    ]);
  });
});
