import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/rotation-off.ts';
import { judge } from '../../support/judge.ts';
import { inShort } from '../openings.fixture.ts';
import { answered, denied, keyOf, shutKey } from './keys.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];

const of = (KeyRotationEnabled?: boolean, RotationPeriodInDays?: number): Readings => ({
  keys: [keyOf()],
  rotations: [answered({ KeyRotationEnabled, RotationPeriodInDays, NextRotationDate: undefined })],
});

describe('kms/rotation-off', () => {
  it.each<[string, Readings, string]>([
    ['off', of(false), 'fail'],
    ['on', of(true, 365), 'pass'],
    ['on, without a period', of(true), 'pass'],
    ['not said', of(), 'unknown'],
    ['denied', { keys: [keyOf()], rotations: [{ key: keyOf(), answer: denied }] }, 'unknown'],
    ['a key that may not be described', { keys: [shutKey], rotations: [] }, 'unknown'],
    ['a signing key', { keys: [keyOf({ KeySpec: 'RSA_2048' })], rotations: [] }, 'notApplicable'],
    ['imported material', { keys: [keyOf({ Origin: 'EXTERNAL' })], rotations: [] }, 'notApplicable'],
    [
      'a replica',
      { keys: [keyOf({ MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } })], rotations: [] },
      'notApplicable',
    ],
  ])('%s', (_case, readings, expected) => {
    expect(inShort(judge(rule, readings))).toBe(expected);
  });

  it('takes no longer period than is asked for', () => {
    expect(inShort(judge(rule, of(true, 730), { options: { days: 365 } }))).toBe('fail 2');
    expect(judge(rule, of(false), { options: { days: 180 } })).toMatchObject([
      {
        commands: [
          'aws kms enable-key-rotation --key-id arn:aws:kms:us-east-1:111122223333:key/k --rotation-period-in-days 180 --region us-east-1',
        ],
      },
    ]);
  });
});
