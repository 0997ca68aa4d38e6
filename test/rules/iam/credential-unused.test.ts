import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/credential-unused.ts';
import { judge } from '../../support/judge.ts';
import { ago, ROOT, type Row, reportOf } from './readings.fixture.ts';

const password = (lastUsed: string, changed = ago(500)): Row => ({
  password_enabled: 'true',
  password_last_used: lastUsed,
  password_last_changed: changed,
});
const key = (number: 1 | 2, lastUsed: string, made = ago(500)): Row => ({
  [`access_key_${number}_active`]: 'true',
  [`access_key_${number}_last_rotated`]: made,
  [`access_key_${number}_last_used_date`]: lastUsed,
});
const outcomes = (...rows: readonly Row[]) =>
  judge(rule, { report: reportOf(...rows) }).map((verdict) => [
    'part' in verdict ? verdict.part : undefined,
    verdict.status,
  ]);

describe('iam/credential-unused', () => {
  it.each<[string, Row, [string, string][]]>([
    ['no credentials', {}, []],
    ['password used 45 days ago', password(ago(45)), [['password', 'pass']]],
    ['password used 46 days ago', password(ago(46)), [['password', 'fail']]],
    ['password never used', password('no_information'), [['password', 'fail']]],
    ['new password never used', password('no_information', ago(5)), [['password', 'pass']]],
    ['old use of a password changed since', password(ago(100), ago(5)), [['password', 'fail']]],
    [
      'each for itself',
      { ...password(ago(1)), ...key(1, 'N/A'), ...key(2, 'N/A', ago(5)) },
      [
        ['password', 'pass'],
        ['access-key-1', 'fail'],
        ['access-key-2', 'pass'],
      ],
    ],
    ['inactive key', { ...key(1, 'N/A'), access_key_1_active: 'false' }, []],
    ['status not told', { ...key(1, 'N/A'), access_key_1_active: '' }, [['access-key-1', 'unknown']]],
    ['use not told', key(1, 'not_supported'), [['access-key-1', 'unknown']]],
    ['never used, age not told', key(1, 'N/A', 'N/A'), [['access-key-1', 'unknown']]],
    ['further keys', { additional_credentials_info: '1 more key' }, [['further-credentials', 'unknown']]],
    ['root', { ...ROOT, ...password('no_information') }, []],
  ])('%s', (_case, row, expected) => {
    expect(outcomes(row)).toEqual(expected);
  });

  it('takes an unused password away by a command, and leaves keys, whose ids the report does not hold', () => {
    expect(judge(rule, { report: reportOf({ ...password(ago(60)), ...key(1, 'N/A') }) })).toMatchObject([
      {
        description: 'ann has not used the password in the last 45 days.',
        commands: ['aws iam delete-login-profile --user-name ann'],
        evidence: { password_enabled: true, password_last_used: ago(60) },
      },
      { description: 'ann has never used access key 1.' },
    ]);
  });
});
