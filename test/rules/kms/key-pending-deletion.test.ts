import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/key-pending-deletion.ts';
import { judge, statuses } from '../../support/judge.ts';
import { keyOf, shutKey } from './keys.fixture.ts';

describe('kms/key-pending-deletion', () => {
  it.each([
    ['waits', keyOf({ KeyState: 'PendingDeletion', DeletionDate: new Date('2026-12-01T08:00:00Z') }), 'fail'],
    ['waits for its replicas', keyOf({ KeyState: 'PendingReplicaDeletion' }), 'fail'],
    ['is enabled', keyOf(), 'pass'],
    ['is disabled', keyOf({ KeyState: 'Disabled' }), 'pass'],
    ['is in a state that AWS did not say', keyOf({ KeyState: undefined }), 'unknown'],
    ['may not be described', shutKey, 'unknown'],
  ])('%s', (_case, key, expected) => {
    expect(statuses(judge(rule, { keys: [key] }))).toEqual([expected]);
  });

  it('says when', () => {
    const key = keyOf({ KeyState: 'PendingDeletion', DeletionDate: new Date('2026-12-01T08:00:00Z') });
    expect(judge(rule, { keys: [key] })).toMatchObject([
      { description: 'Key app will be deleted on 2026-12-01.' },
    ]);
  });
});
