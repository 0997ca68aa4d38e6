import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-allows-plain-http.ts';
import { judge } from '../../support/judge.ts';
import { denied, says, value } from './readings.fixture.ts';

const denying = (Action: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action,
      Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  });

describe('s3/bucket-allows-plain-http', () => {
  it.each([
    ['denied to everybody', value(denying('s3:*')), { status: 'pass' }],
    [
      'no policy',
      value(undefined),
      { status: 'fail', description: 'Bucket reports has no policy that denies requests over plain HTTP.' },
    ],
    [
      'denied to list only',
      value(denying(['s3:ListBucket', 's3:ListBucketVersions'])),
      {
        status: 'fail',
        description:
          'The policy of bucket reports does not deny everybody to read objects, write objects, delete objects, or administer it over plain HTTP.',
      },
    ],
    ['a policy that is denied to us', denied, { status: 'unknown' }],
    ['a policy that is no policy', value('{}'), { status: 'unknown' }],
  ])('%s', (_case, answer, expected) => {
    expect(judge(rule, { policies: says(answer) })).toMatchObject([expected]);
  });
});
