import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/user-without-mfa.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ROOT, type Row, reportOf } from './readings.fixture.ts';

describe('iam/user-without-mfa', () => {
  it.each<[string, Row, string]>([
    ['password and MFA', { password_enabled: 'true', mfa_active: 'true' }, 'pass'],
    ['password without MFA', { password_enabled: 'true' }, 'fail'],
    [
      'password without MFA, in the letter case of the documentation',
      { password_enabled: 'TRUE', mfa_active: 'FALSE' },
      'fail',
    ],
    ['no password', {}, 'pass'],
    ['password not told', { password_enabled: 'not_supported' }, 'unknown'],
    ['MFA not told', { password_enabled: 'true', mfa_active: '' }, 'unknown'],
  ])('%s', (_case, row, status) => {
    expect(statuses(judge(rule, { report: reportOf({ ...row, ...ROOT }, row) }))).toEqual([status]);
  });

  it('shows what AWS reported', () => {
    expect(judge(rule, { report: reportOf({ password_enabled: 'true' }) })).toMatchObject([
      { evidence: { password_enabled: true, mfa_active: false, GeneratedTime: '2026-11-20T10:00:00.000Z' } },
    ]);
  });
});
