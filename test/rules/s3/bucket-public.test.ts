import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-public.ts';
import { accessTo } from '../../../src/services/s3/access.ts';
import { judge } from '../../support/judge.ts';
import { blocks, bucketNamed, DENIED, denied, NOTHING, value } from './readings.fixture.ts';

const allow = (changes: object = {}) => ({
  Sid: 'Open',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::reports/*',
  ...changes,
});

const policy = (...statements: readonly object[]) =>
  value(JSON.stringify({ Version: '2012-10-17', Statement: statements }));

const NONE = value(undefined);
const CLOSED = value({ owner: 'c0ffee', grantees: [] });
const granted = (kind: 'anyone' | 'any account' | 'account', permission: 'READ' | 'WRITE') =>
  value({ owner: 'c0ffee', grantees: [{ kind, id: 'x', permissions: [permission] }] });

type Facts = Parameters<typeof accessTo>[0];

const verdictOn = (facts: Partial<Facts>) => {
  const access = accessTo(
    { bucket: bucketNamed('reports'), policy: NONE, acl: CLOSED, levels: [value(NOTHING)], ...facts },
    { home: { accountId: '111122223333' }, managementAccountId: undefined },
    new Date(0),
  );
  return judge(rule, { access: [access] })[0];
};

describe('s3/bucket-public', () => {
  it.each<[string, Partial<Facts>, string, string?]>([
    ['no policy and an ACL of the owner', {}, 'pass'],
    [
      'a policy that lets anyone read',
      { policy: policy(allow()) },
      'fail',
      'Bucket reports lets anyone read objects, by statement Open of its policy.',
    ],
    [
      'one that lets anyone with an AWS account list',
      {
        policy: policy(
          allow({ Principal: { AWS: '*' }, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reports' }),
        ),
      },
      'fail',
      'Bucket reports lets anyone list its objects, by statement Open of its policy.',
    ],
    ['one that names an account', { policy: policy(allow({ Principal: { AWS: '444455556666' } })) }, 'pass'],
    [
      'an ACL that lets anyone list',
      { acl: granted('anyone', 'READ') },
      'fail',
      'Bucket reports lets anyone list its objects, by its ACL.',
    ],
    [
      'one that lets anyone with an AWS account write',
      { acl: granted('any account', 'WRITE') },
      'fail',
      'Bucket reports lets anyone with an AWS account write objects and delete objects, by its ACL.',
    ],
    ['one that grants to an account', { acl: granted('account', 'WRITE') }, 'pass'],
    [
      'both',
      { policy: policy(allow()), acl: granted('anyone', 'READ') },
      'fail',
      'Bucket reports lets anyone read objects, by statement Open of its policy. Bucket reports lets anyone list its objects, by its ACL.',
    ],
    [
      'a policy that is restricted',
      { policy: policy(allow()), levels: [value(blocks('RestrictPublicBuckets'))] },
      'pass',
    ],
    [
      'a policy from before it was blocked',
      { policy: policy(allow()), levels: [value(blocks('BlockPublicPolicy'))] },
      'fail',
    ],
    [
      'an ACL that is ignored',
      { acl: granted('anyone', 'READ'), levels: [value(blocks('IgnorePublicAcls'))] },
      'pass',
    ],
    [
      'an ACL from before it was blocked',
      { acl: granted('anyone', 'READ'), levels: [value(blocks('BlockPublicAcls'))] },
      'fail',
    ],
    // Access points to a bucket may be made in any account.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    [
      'a policy that leaves all to access points, whosever they are',
      {
        policy: policy(
          allow({ Condition: { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:*:*:accesspoint/*' } } }),
        ),
      },
      'fail',
      'Bucket reports lets anyone read objects, if ArnLike s3:DataAccessPointArn: arn:aws:s3:*:*:accesspoint/*, by statement Open of its policy.',
    ],
    [
      'one that leaves all to those with a name that anybody may give',
      {
        policy: policy(
          allow({
            Condition: { StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3:*:*:accesspoint/door' } },
          }),
        ),
      },
      'fail',
      'Bucket reports lets anyone read objects, if StringLike s3:DataAccessPointArn: arn:aws:s3:*:*:accesspoint/door, by statement Open of its policy.',
    ],
    [
      'one that leaves all to those of the account',
      {
        policy: policy(
          allow({
            Condition: { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:*:111122223333:accesspoint/*' } },
          }),
        ),
      },
      'pass',
    ],
    ['a policy that is denied', { policy: denied }, 'unknown', DENIED.message],
    ['a policy that is denied, and an open ACL', { policy: denied, acl: granted('anyone', 'READ') }, 'fail'],
    ['an ACL that is denied', { acl: denied }, 'unknown', DENIED.message],
    ['an ACL that is denied, and an open policy', { acl: denied, policy: policy(allow()) }, 'fail'],
    ['settings that are denied', { levels: [denied], policy: policy(allow()) }, 'unknown', DENIED.message],
    ['settings that are denied, where nothing is open', { levels: [denied] }, 'pass'],
    ['a policy that is no policy', { policy: value('{}') }, 'unknown'],
    [
      'a policy with an unknown operator',
      { policy: policy(allow({ Condition: { Odd: { 'aws:SourceIp': '::/0' } } })) },
      'unknown',
    ],
  ])('%s', (_case, facts, status, words) => {
    const verdict = verdictOn(facts);
    expect(verdict).toMatchObject({ status, resource: { id: 'arn:aws:s3:::reports', region: 'eu-west-1' } });
    if (words !== undefined)
      expect(verdict).toMatchObject(
        status === 'fail' ? { description: words, exposure: 'internet' } : { reason: words },
      );
  });

  it('tells of a service that acts for anyone as a confused deputy', () => {
    expect(
      verdictOn({ policy: policy(allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } })) }),
    ).toMatchObject({
      status: 'fail',
      type: 'Policy:S3/BucketOpenToConfusedDeputy',
      severity: { score: 3 },
    });
  });

  it('does not apply without buckets', () => {
    expect(judge(rule, { access: [] })).toMatchObject([{ status: 'notApplicable' }]);
  });
});
