import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-used-recently.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ago, ROOT, type Row, reportOf } from './readings.fixture.ts';

describe('iam/root-used-recently', () => {
  it.each<[string, Row, string]>([
    ['password used today', { password_last_used: ago(0) }, 'fail'],
    ['password used 30 days ago', { password_last_used: ago(30) }, 'fail'],
    ['password used 31 days ago', { password_last_used: ago(31) }, 'pass'],
    ['first key used', { access_key_1_last_used_date: ago(3) }, 'fail'],
    ['second key used', { access_key_2_last_used_date: ago(3) }, 'fail'],
    ['never used', { password_last_used: 'no_information' }, 'pass'],
    ['no password', { password_last_used: 'N/A' }, 'pass'],
    ['use of the password not told', { password_last_used: 'not_supported' }, 'unknown'],
    [
      'key used, use of the password not told',
      { password_last_used: 'not_supported', access_key_1_last_used_date: ago(3) },
      'fail',
    ],
    ['more keys than the report describes', { additional_credentials_info: '1 more key' }, 'unknown'],
  ])('%s', (_case, row, status) => {
    expect(statuses(judge(rule, { root: reportOf({ ...ROOT, ...row }).root }))).toEqual([status]);
  });

  it('is unknown without a row for root', () => {
    expect(statuses(judge(rule, { root: reportOf({}).root }))).toEqual(['unknown']);
  });

  it('is not applicable in aws-cn', () => {
    const verdicts = judge(rule, { root: reportOf({}).root }, { account: { partition: 'aws-cn' } });
    expect(statuses(verdicts)).toEqual(['notApplicable']);
  });

  it('says with what, and counts the days it is told to', () => {
    const { root } = reportOf({
      ...ROOT,
      password_last_used: ago(40),
      access_key_1_last_used_date: ago(50),
    });
    expect(judge(rule, { root }, { options: { days: 60 } })).toMatchObject([
      {
        status: 'fail',
        description: 'Root was used in the last 60 days, with the password and access key 1.',
        evidence: { password_last_used: ago(40), GeneratedTime: '2026-11-20T10:00:00.000Z' },
      },
    ]);
  });
});
