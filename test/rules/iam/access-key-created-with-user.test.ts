import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/access-key-created-with-user.ts';
import { judge, statuses } from '../../support/judge.ts';
import { type Row, reportOf } from './readings.fixture.ts';

const madeTogether: Row = {
  user_creation_time: '2026-01-01T10:00:00+00:00',
  password_enabled: 'true',
  access_key_1_active: 'true',
  access_key_1_last_rotated: '2026-01-01T10:01:00+00:00',
  access_key_1_last_used_date: 'N/A',
};

describe('iam/access-key-created-with-user', () => {
  it.each<[string, Row, string[]]>([
    ['made a minute after the user, never used', {}, ['fail']],
    ['made later', { access_key_1_last_rotated: '2026-01-01T10:01:01+00:00' }, ['pass']],
    ['used', { access_key_1_last_used_date: '2026-02-01T10:00:00+00:00' }, ['pass']],
    ['no password', { password_enabled: 'false' }, ['pass']],
    ['inactive', { access_key_1_active: 'false' }, []],
    ['password not told', { password_enabled: 'not_supported' }, ['unknown']],
    ['status not told', { access_key_1_active: '' }, ['unknown']],
    ['use not told', { access_key_1_last_used_date: '' }, ['unknown']],
    ['age of the user not told', { user_creation_time: '' }, ['unknown']],
    ['age of the key not told', { access_key_1_last_rotated: 'N/A' }, ['unknown']],
    [
      'two keys',
      {
        access_key_2_active: 'true',
        access_key_2_last_rotated: '2026-03-01T10:00:00+00:00',
      },
      ['fail', 'pass'],
    ],
  ])('%s', (_case, changes, expected) => {
    expect(statuses(judge(rule, { report: reportOf({ ...madeTogether, ...changes }) }))).toEqual(expected);
  });
});
