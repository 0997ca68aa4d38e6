import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/access-key-not-rotated.ts';
import { judge } from '../../support/judge.ts';
import { ago, type Row, reportOf } from './readings.fixture.ts';

const key = (number: 1 | 2, made: string): Row => ({
  [`access_key_${number}_active`]: 'true',
  [`access_key_${number}_last_rotated`]: made,
});

describe('iam/access-key-not-rotated', () => {
  it.each<[string, Row, [string, string][]]>([
    ['90 days old', key(1, ago(90)), [['access-key-1', 'pass']]],
    ['91 days old', key(1, ago(91)), [['access-key-1', 'fail']]],
    [
      'two keys',
      { ...key(1, ago(1)), ...key(2, ago(100)) },
      [
        ['access-key-1', 'pass'],
        ['access-key-2', 'fail'],
      ],
    ],
    ['inactive', { ...key(1, ago(500)), access_key_1_active: 'false' }, []],
    ['age not told', key(1, 'N/A'), [['access-key-1', 'unknown']]],
    ['status not told', { ...key(1, ago(5)), access_key_1_active: '' }, [['access-key-1', 'unknown']]],
    ['further keys', { additional_credentials_info: '1 more key' }, [['further-credentials', 'unknown']]],
  ])('%s', (_case, row, expected) => {
    const verdicts = judge(rule, { report: reportOf(row) });
    expect(verdicts.map((verdict) => ['part' in verdict && verdict.part, verdict.status])).toEqual(expected);
  });

  it('counts the days it is told to', () => {
    expect(judge(rule, { report: reportOf(key(2, ago(31))) }, { options: { days: 30 } })).toMatchObject([
      {
        status: 'fail',
        description: 'ann has kept access key 2 for more than 30 days.',
        evidence: { access_key_2_active: true, access_key_2_last_rotated: ago(31) },
      },
    ]);
  });
});
