import { describe, expect, it } from 'vitest';
import rule from '../../../rules/secretsmanager/rotation-off.ts';
import { judge, statuses } from '../../support/judge.ts';

describe('secretsmanager/rotation-off', () => {
  it.each<[string, object, string]>([
    ['off', { RotationEnabled: false }, 'fail'],
    ['never set', {}, 'fail'],
    ['on', { RotationEnabled: true }, 'pass'],
    ['of a service', { OwningService: 'rds' }, 'notApplicable'],
    ['a replica', { PrimaryRegion: 'eu-west-1' }, 'notApplicable'],
    ['a primary with replicas', { PrimaryRegion: 'us-east-1' }, 'fail'],
  ])('%s', (_case, more, expected) => {
    const secret = { ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf', Name: 'db' };
    expect(statuses(judge(rule, { secrets: [{ ...secret, ...more }] }))).toEqual([expected]);
  });
});
