import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/log-bucket-public.ts';
import { accessTo } from '../../../src/services/s3/access.ts';
import { judge, statuses } from '../../support/judge.ts';
import { LOGS, NO_TRAIL, ONE_TRAIL, TRAIL_OF_OTHERS } from './log-buckets.fixture.ts';
import { denied, deniedError, ok } from './readings.fixture.ts';

const open = JSON.stringify({
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' },
});

const access = (policy: Parameters<typeof accessTo>[0]['policy']) => [
  accessTo(
    { bucket: LOGS, policy, acl: ok({ owner: 'me', grantees: [] }), levels: [] },
    { home: { accountId: '111122223333' }, managementAccountId: undefined },
    new Date(0),
  ),
];

describe('cloudtrail/log-bucket-public', () => {
  it.each([
    ['open', access(ok(open)), 'fail'],
    ['closed', access(ok(undefined)), 'pass'],
    ['denied', access(denied('s3:GetBucketPolicy')), 'unknown'],
  ])('%s', (_case, access, status) => {
    expect(judge(rule, { logs: ONE_TRAIL, access })).toMatchObject([{ status, resource: { id: LOGS.arn } }]);
  });

  it('is unknown of Regions whose trails could not be read, beside what is known of others', () => {
    const unread = [{ region: 'eu-west-1', error: deniedError('cloudtrail:DescribeTrails') }];
    expect(judge(rule, { logs: { ...ONE_TRAIL, unread }, access: access(ok(open)) })).toMatchObject([
      { status: 'unknown', resource: { type: 'AwsAccount' }, part: 'eu-west-1' },
      { status: 'fail', resource: { id: LOGS.arn } },
    ]);
  });

  it('is told by the bucket that is public', () => {
    expect(judge(rule, { logs: ONE_TRAIL, access: access(ok(open)) })).toMatchObject([
      { exposure: 'internet', toldBy: { rule: 's3/bucket-public' } },
    ]);
  });

  it('does not judge a bucket that was deleted meanwhile', () => {
    expect(judge(rule, { logs: ONE_TRAIL, access: [] })).toEqual([]);
  });

  it.each([
    ['without a trail', NO_TRAIL, 'notApplicable'],
    ['to the bucket of another account', TRAIL_OF_OTHERS, 'notApplicable'],
    [
      'where no trail could be read',
      { ...NO_TRAIL, unread: [{ region: 'us-east-1', error: deniedError('cloudtrail:DescribeTrails') }] },
      'unknown',
    ],
  ])('does not apply %s', (_case, logs, status) => {
    expect(statuses(judge(rule, { logs, access: [] }))).toEqual([status]);
  });
});
