import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/key-disabled.ts';
import { judge, statuses } from '../../support/judge.ts';
import { keyOf, shutKey } from './keys.fixture.ts';

describe('kms/key-disabled', () => {
  it.each([
    ['disabled', keyOf({ KeyState: 'Disabled', Enabled: false }), 'fail'],
    ['enabled', keyOf(), 'pass'],
    ['waiting for its material', keyOf({ KeyState: 'PendingImport' }), 'notApplicable'],
    ['in a state that AWS did not say', keyOf({ KeyState: undefined }), 'unknown'],
    ['not described', shutKey, 'unknown'],
  ])('%s', (_case, key, expected) => {
    expect(statuses(judge(rule, { keys: [key] }))).toEqual([expected]);
  });
});
