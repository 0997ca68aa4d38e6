import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-acl-in-use.ts';
import { judge } from '../../support/judge.ts';
import { denied, says, value } from './readings.fixture.ts';

describe('s3/bucket-acl-in-use', () => {
  it.each([
    ['enforced', value('BucketOwnerEnforced' as const), { status: 'pass' }],
    [
      'preferred',
      value('BucketOwnerPreferred' as const),
      {
        status: 'fail',
        description: 'Bucket reports has Object Ownership BucketOwnerPreferred, and so takes ACLs.',
        commands: [
          "aws s3api put-bucket-ownership-controls --bucket reports --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]' --region eu-west-1",
        ],
      },
    ],
    ['of the writer', value('ObjectWriter' as const), { status: 'fail' }],
    ['never set', value(undefined), { status: 'fail', evidence: { ObjectOwnership: null } }],
    ['denied', denied, { status: 'unknown' }],
  ])('%s', (_case, answer, expected) => {
    expect(judge(rule, { ownership: says(answer) })).toMatchObject([expected]);
  });
});
