import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-mfa-delete-off.ts';
import { judge } from '../../support/judge.ts';
import { denied, says, value } from './readings.fixture.ts';

describe('s3/bucket-mfa-delete-off', () => {
  it.each([
    ['on', value({ Status: 'Enabled' as const, MFADelete: 'Enabled' as const }), { status: 'pass' }],
    ['off', value({ Status: 'Enabled' as const, MFADelete: 'Disabled' as const }), { status: 'fail' }],
    ['without versions', value({}), { status: 'fail', toldBy: { rule: 's3/bucket-versioning-off' } }],
    ['denied', denied, { status: 'unknown' }],
  ])('%s', (_case, answer, expected) => {
    expect(judge(rule, { versioning: says(answer) })).toMatchObject([expected]);
  });

  it('is told of versions that there are', () => {
    expect(judge(rule, { versioning: says(value({ Status: 'Enabled' as const })) })[0]).not.toHaveProperty(
      'toldBy',
    );
    expect(
      judge(rule, { versioning: says(value({ Status: 'Enabled' as const, MFADelete: 'Enabled' as const })) }),
    ).toHaveLength(1);
  });
});
