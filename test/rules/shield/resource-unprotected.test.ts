import { describe, expect, it } from 'vitest';
import rule from '../../../rules/shield/resource-unprotected.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  ARNS,
  applicationLoadBalancer,
  DENIED,
  exposing,
  networkLoadBalancer,
  protectionOf,
} from './readings.fixture.ts';

const other = ARNS.address.replace('eipalloc-1', 'eipalloc-2');

describe('shield/resource-unprotected', () => {
  it.each([
    ['no subscription', undefined, exposing([applicationLoadBalancer]), ['notApplicable']],
    ['nothing faces the internet', [], exposing([]), ['notApplicable']],
    ['protected', [protectionOf(ARNS.application)], exposing([applicationLoadBalancer]), ['pass']],
    ['not protected', [protectionOf(ARNS.zone)], exposing([applicationLoadBalancer]), ['fail']],
    [
      'an NLB with its address protected',
      [protectionOf(ARNS.address)],
      exposing([networkLoadBalancer(ARNS.address)]),
      ['pass'],
    ],
    [
      'an NLB with one of two protected',
      [protectionOf(ARNS.address)],
      exposing([networkLoadBalancer(ARNS.address, other)]),
      ['fail'],
    ],
    ['an NLB without Elastic IP addresses', [], exposing([networkLoadBalancer()]), ['fail']],
    [
      'a Region that could not be read',
      [protectionOf(ARNS.application)],
      exposing([applicationLoadBalancer], [DENIED]),
      ['pass', 'unknown'],
    ],
    ['nothing could be read', [], exposing([], [DENIED]), ['unknown']],
  ])('%s', (_case, protections, exposed, expected) => {
    expect(statuses(judge(rule, { protections, exposed }))).toEqual(expected);
  });

  it.each([
    [applicationLoadBalancer, 'The Application Load Balancer shop faces the internet without a protection.'],
    [
      networkLoadBalancer(),
      'The Network Load Balancer mail faces the internet without Elastic IP addresses, by which alone Shield Advanced protects it.',
    ],
    [
      networkLoadBalancer(ARNS.address),
      'The Network Load Balancer mail faces the internet, and none of its Elastic IP addresses has a protection.',
    ],
  ])('says what is missing', (resource, description) => {
    expect(judge(rule, { protections: [], exposed: exposing([resource]) })).toMatchObject([
      { description, exposure: 'internet', resource: { id: resource.arn, region: 'eu-west-1' } },
    ]);
  });

  it('is one finding of the account, with the resources as parts', () => {
    const verdicts = judge(rule, {
      protections: [],
      exposed: exposing([applicationLoadBalancer, networkLoadBalancer()]),
    });
    const { findings } = reportOfVerdicts({ ruleId: 'shield/resource-unprotected', verdicts });
    expect(findings).toMatchObject([
      {
        description: '2 resources that face the internet are not protected by Shield Advanced.',
        parts: [{ resource: { id: ARNS.application } }, { resource: { id: ARNS.network } }],
      },
    ]);
  });
});
