import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/logs-unencrypted.ts';
import type { Trail } from '../../../src/services/cloudtrail/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { organizationTrail, trailOf } from './readings.fixture.ts';

describe('cloudtrail/logs-unencrypted', () => {
  it.each<[string, Trail[], string[]]>([
    ['no trail at home', [], ['notApplicable']],
    ['a key', [trailOf()], ['pass']],
    ['no key', [trailOf({ KmsKeyId: undefined })], ['fail']],
    ['an empty key', [trailOf({ KmsKeyId: '' })], ['fail']],
    ['the trail of another account', [organizationTrail({ KmsKeyId: undefined })], ['notApplicable']],
  ])('%s', (_case, trails, expected) => {
    expect(statuses(judge(rule, { trails }))).toEqual(expected);
  });
});
