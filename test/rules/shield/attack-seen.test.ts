import { describe, expect, it } from 'vitest';
import rule from '../../../rules/shield/attack-seen.ts';
import type { Attack } from '../../../src/services/shield/index.ts';
import { daysAgo, judge, NOW, statuses } from '../../support/judge.ts';
import { ARNS } from './readings.fixture.ts';

const attack = (changes: Partial<Attack> = {}): Attack => ({
  AttackId: 'a1',
  ResourceArn: ARNS.distribution,
  StartTime: daysAgo(3),
  EndTime: daysAgo(2),
  AttackVectors: [{ VectorType: 'REQUEST_FLOOD' }],
  ...changes,
});

describe('shield/attack-seen', () => {
  it.each([
    ['no subscription', undefined, ['notApplicable']],
    ['no attack', [], ['pass']],
    ['an attack', [attack()], ['fail']],
    ['two attacks on one resource', [attack(), attack({ AttackId: 'a2' })], ['fail', 'fail']],
    ['an attack of long ago', [attack({ StartTime: daysAgo(50), EndTime: daysAgo(49) })], ['pass']],
    [
      'an attack of long ago that goes on',
      [attack({ StartTime: daysAgo(50), EndTime: undefined })],
      ['fail'],
    ],
    ['an attack without a time', [attack({ StartTime: undefined })], ['unknown']],
  ])('%s', (_case, attacks, expected) => {
    expect(statuses(judge(rule, { attacks }))).toEqual(expected);
  });

  it('counts the days that the option names', () => {
    const attacks = [attack({ StartTime: daysAgo(50), EndTime: daysAgo(49) })];
    expect(statuses(judge(rule, { attacks }, { options: { days: 60 } }))).toEqual(['fail']);
  });

  it('carries over what AWS saw, and when', () => {
    expect(judge(rule, { attacks: [attack()] })).toMatchObject([
      {
        part: 'a1',
        resource: { type: 'AwsCloudFrontDistribution', id: ARNS.distribution },
        description: 'The CloudFront distribution E1 was under attack: REQUEST_FLOOD.',
        evidence: {
          AttackId: 'a1',
          StartTime: daysAgo(3),
          EndTime: daysAgo(2),
          AttackVectors: ['REQUEST_FLOOD'],
        },
        observed: { firstObservedAt: daysAgo(3), lastObservedAt: daysAgo(2) },
      },
    ]);
  });

  it('is worse while it goes on', () => {
    expect(judge(rule, { attacks: [attack({ EndTime: undefined })] })).toMatchObject([
      {
        description: 'The CloudFront distribution E1 is under attack: REQUEST_FLOOD.',
        severity: { score: 8, reason: 'the attack goes on' },
        observed: { lastObservedAt: NOW },
      },
    ]);
  });
});
