import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/account-public-access-not-blocked.ts';
import { judge } from '../../support/judge.ts';
import { blocks, bucketNamed, denied, EVERYTHING, NOTHING, value } from './readings.fixture.ts';

const some = value([bucketNamed('reports')]);

describe('s3/account-public-access-not-blocked', () => {
  it.each([
    ['everything is blocked', EVERYTHING, some, { status: 'pass' }],
    ['nothing is blocked', NOTHING, some, { status: 'fail' }],
    [
      'one setting is off',
      blocks('BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy'),
      some,
      { status: 'fail', description: 'Block public access of the account has RestrictPublicBuckets off.' },
    ],
    [
      'there is nothing to open',
      NOTHING,
      value([]),
      { status: 'fail', exposure: 'none', severity: { score: 2 } },
    ],
    ['nobody may know the buckets', NOTHING, denied, { status: 'fail' }],
  ])('%s', (_case, blocked, buckets, expected) => {
    expect(judge(rule, { blocked, buckets })).toMatchObject([expected]);
  });

  it('says how to block everything', () => {
    expect(judge(rule, { blocked: NOTHING, buckets: some })[0]).toMatchObject({
      commands: [
        "aws s3control put-public-access-block --account-id 111122223333 --public-access-block-configuration 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true'",
      ],
    });
  });
});
