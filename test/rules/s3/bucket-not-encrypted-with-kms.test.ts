import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-not-encrypted-with-kms.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import { judge, statuses } from '../../support/judge.ts';
import { denied, says, value } from './readings.fixture.ts';

type Encryption = { readonly SSEAlgorithm: 'aws:kms' | 'aws:kms:dsse' | 'AES256' } | undefined;

describe('s3/bucket-not-encrypted-with-kms', () => {
  it.each<[string, Answer<Encryption>, string]>([
    ['KMS', value({ SSEAlgorithm: 'aws:kms' }), 'pass'],
    ['KMS twice', value({ SSEAlgorithm: 'aws:kms:dsse' }), 'pass'],
    ['the key of S3', value({ SSEAlgorithm: 'AES256' }), 'fail'],
    ['nothing', value(undefined), 'fail'],
    ['denied', denied, 'unknown'],
  ])('%s', (_case, answer, expected) => {
    expect(statuses(judge(rule, { encryption: says(answer) }))).toEqual([expected]);
  });
});
