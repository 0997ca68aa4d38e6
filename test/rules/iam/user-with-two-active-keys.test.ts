import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/user-with-two-active-keys.ts';
import { judge, statuses } from '../../support/judge.ts';
import { type Row, reportOf } from './readings.fixture.ts';

const more: Row = { additional_credentials_info: '1 more key' };
const two: Row = { access_key_1_active: 'true', access_key_2_active: 'true' };

describe('iam/user-with-two-active-keys', () => {
  it.each<[string, Row, string]>([
    ['none', {}, 'pass'],
    ['one', { access_key_2_active: 'true' }, 'pass'],
    ['two', two, 'fail'],
    ['two and more', { ...two, ...more }, 'fail'],
    ['one and more', { access_key_1_active: 'true', ...more }, 'unknown'],
    ['one, the other not told', { access_key_1_active: 'true', access_key_2_active: '' }, 'unknown'],
  ])('%s', (_case, row, status) => {
    expect(statuses(judge(rule, { report: reportOf(row) }))).toEqual([status]);
  });
});
