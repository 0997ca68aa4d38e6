import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/key-user-without-mfa.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ROOT, type Row, reportOf } from './readings.fixture.ts';

const key: Row = { access_key_2_active: 'true' };

describe('iam/key-user-without-mfa', () => {
  it.each<[string, Row, string]>([
    ['a key without MFA', key, 'fail'],
    ['a key and MFA', { ...key, mfa_active: 'true' }, 'pass'],
    ['no key', {}, 'pass'],
    [
      'a key and a password, of which iam/user-without-mfa speaks',
      { ...key, password_enabled: 'true' },
      'pass',
    ],
    ['password not told', { ...key, password_enabled: 'not_supported' }, 'unknown'],
    ['password not told, and no key', { password_enabled: 'not_supported' }, 'pass'],
    ['MFA not told', { ...key, mfa_active: '' }, 'unknown'],
    ['keys not told', { access_key_1_active: '' }, 'unknown'],
    ['one key active, the other not told', { ...key, access_key_1_active: '' }, 'fail'],
    ['keys that the report does not describe', { additional_credentials_info: '1 more key' }, 'unknown'],
  ])('%s', (_case, row, status) => {
    expect(statuses(judge(rule, { report: reportOf({ ...row, ...ROOT }, row) }))).toEqual([status]);
  });

  it('shows what AWS reported', () => {
    expect(judge(rule, { report: reportOf(key) })).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann' },
        evidence: { password_enabled: false, access_key_2_active: true, mfa_active: false },
        description: 'ann has an active access key and no MFA device.',
      },
    ]);
  });
});
