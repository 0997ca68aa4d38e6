import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-versioning-off.ts';
import { judge } from '../../support/judge.ts';
import { denied, says, value } from './readings.fixture.ts';

describe('s3/bucket-versioning-off', () => {
  it.each([
    ['on', value({ Status: 'Enabled' as const }), { status: 'pass' }],
    [
      'suspended',
      value({ Status: 'Suspended' as const }),
      {
        status: 'fail',
        description: 'Bucket reports has versioning suspended.',
        commands: [
          'aws s3api put-bucket-versioning --bucket reports --versioning-configuration Status=Enabled --region eu-west-1',
        ],
      },
    ],
    ['never on', value({}), { status: 'fail', description: 'Bucket reports never had versioning on.' }],
    ['denied', denied, { status: 'unknown' }],
  ])('%s', (_case, answer, expected) => {
    expect(judge(rule, { versioning: says(answer) })).toMatchObject([expected]);
  });
});
