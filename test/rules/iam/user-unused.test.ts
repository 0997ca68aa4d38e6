import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/user-unused.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ago, ROOT, type Row, reportOf } from './readings.fixture.ts';

const password = (lastUsed: string, changed = ago(500)): Row => ({
  password_enabled: 'true',
  password_last_used: lastUsed,
  password_last_changed: changed,
});
const key = (lastUsed: string, made = ago(500)): Row => ({
  access_key_1_active: 'true',
  access_key_1_last_rotated: made,
  access_key_1_last_used_date: lastUsed,
});
const inactiveKey = (lastUsed: string): Row => ({ ...key(lastUsed), access_key_1_active: 'false' });
const more: Row = { additional_credentials_info: '1 more key' };

describe('iam/user-unused', () => {
  it.each<[string, Row, string]>([
    ['no credentials', {}, 'pass'],
    ['password used 90 days ago', password(ago(90)), 'pass'],
    ['password used 91 days ago', password(ago(91)), 'fail'],
    ['key used, password not', { ...password(ago(200)), ...key(ago(1)) }, 'pass'],
    ['neither used', { ...password(ago(200)), ...key(ago(100)) }, 'fail'],
    ['old password never used', password('no_information'), 'fail'],
    ['new password never used', password('no_information', ago(10)), 'pass'],
    ['new key never used', key('N/A', ago(10)), 'pass'],
    ['old key never used', key('N/A'), 'fail'],
    ['password unused, a key of late deactivated', { ...password(ago(200)), ...inactiveKey(ago(5)) }, 'pass'],
    ['only a key deactivated long ago', inactiveKey(ago(500)), 'pass'],
    ['use of the key not told', { ...password(ago(200)), ...key('') }, 'unknown'],
    ['use of the key not told, password used', { ...password(ago(1)), ...key('') }, 'pass'],
    ['enabled not told', { ...password(ago(200)), password_enabled: 'not_supported' }, 'unknown'],
    ['more keys, none described used', { ...password(ago(200)), ...more }, 'unknown'],
    ['more keys, password used', { ...password(ago(1)), ...more }, 'pass'],
    ['more keys only', more, 'unknown'],
  ])('%s', (_case, row, status) => {
    expect(statuses(judge(rule, { report: reportOf(row) }))).toEqual([status]);
  });

  it('judges users and not root', () => {
    const report = reportOf({ ...ROOT, ...password(ago(200)) }, password(ago(200)));
    expect(judge(rule, { report })).toMatchObject([
      {
        status: 'fail',
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann' },
        evidence: {
          password_enabled: true,
          password_last_used: ago(200),
          access_key_1_active: false,
          GeneratedTime: '2026-11-20T10:00:00.000Z',
        },
      },
    ]);
  });

  it('counts the days it is told to', () => {
    const verdicts = judge(rule, { report: reportOf(password(ago(20))) }, { options: { days: 10 } });
    expect(statuses(verdicts)).toEqual(['fail']);
  });
});
