import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-not-encrypted-with-kms.ts';
import { judge, statuses } from '../../support/judge.ts';
import { denied, says, value } from './readings.fixture.ts';

describe('s3/bucket-not-encrypted-with-kms', () => {
  it.each([
    ['KMS', value({ SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'key' }), 'pass'],
    ['KMS twice', value({ SSEAlgorithm: 'aws:kms:dsse' as const }), 'pass'],
    ['the key of S3', value({ SSEAlgorithm: 'AES256' as const }), 'fail'],
    ['nothing', value(undefined), 'fail'],
    ['denied', denied, 'unknown'],
  ])('%s', (_case, answer, expected) => {
    expect(statuses(judge(rule, { encryption: says(answer) }))).toEqual([expected]);
  });
});
