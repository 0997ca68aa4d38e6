import { afterEach, describe, expect, it, vi } from 'vitest';
import rule from '../../../rules/s3/access-point-public.ts';
import { accessPointAccess } from '../../../src/services/s3/access-point-access.ts';
import { denied } from '../../support/faults.ts';
import { judge } from '../../support/judge.ts';
import { stubbedPlace } from '../../support/place.ts';
import {
  type StubAccessPoint,
  type StubBucket,
  s3Answers,
  s3ControlAnswers,
} from '../../support/s3-answers.ts';
import type { Answers } from '../../support/stub.ts';

afterEach(() => vi.unstubAllEnvs());

const POINT = 'arn:aws:s3:us-east-1:111122223333:accesspoint/door';

const allow = (changes: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `${POINT}/object/*`,
  ...changes,
});

/** The bucket leaves everything to the access points of an account. */
const delegates = (condition: object, Principal: unknown = '*') => [
  {
    Effect: 'Allow',
    Principal,
    Action: '*',
    Resource: ['arn:aws:s3:::room', 'arn:aws:s3:::room/*'],
    Condition: condition,
  },
];
const toOwnPoints = delegates({ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } });

interface Case {
  readonly point?: Partial<StubAccessPoint>;
  readonly bucket?: Partial<StubBucket>;
  readonly account?: readonly string[];
  readonly answers?: Answers;
}

const verdictsOf = async ({ point, bucket, account, answers }: Case) => {
  await using scan = await stubbedPlace({
    ...s3Answers([{ name: 'room', policy: toOwnPoints, ...bucket }]),
    ...s3ControlAnswers(account, [{ name: 'door', bucket: 'room', policy: [allow()], ...point }]),
    ...answers,
  });
  return judge(rule, { access: await accessPointAccess(scan.place) });
};

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
describe('s3/access-point-public', () => {
  it.each<[string, Case, string]>([
    ['both policies let anyone in', {}, 'fail'],
    ['the bucket has no policy', { bucket: { policy: undefined } }, 'pass'],
    ['the access point has none', { point: { policy: undefined } }, 'pass'],
    [
      'the access point lets in an account',
      { point: { policy: [allow({ Principal: { AWS: '444455556666' } })] } },
      'pass',
    ],
    ['only a VPC reaches it', { point: { origin: 'VPC' } }, 'pass'],
    [
      'the bucket leaves all to this access point',
      { bucket: { policy: delegates({ ArnEquals: { 's3:DataAccessPointArn': POINT } }) } },
      'fail',
    ],
    [
      'the bucket leaves all to another access point',
      { bucket: { policy: delegates({ ArnEquals: { 's3:DataAccessPointArn': `${POINT}-2` } }) } },
      'pass',
    ],
    [
      'the bucket leaves all to access points of another account',
      { bucket: { policy: delegates({ StringEquals: { 's3:DataAccessPointAccount': '444455556666' } }) } },
      'pass',
    ],
    [
      'the bucket lets in what comes from a VPC',
      { bucket: { policy: delegates({ StringEquals: { 's3:AccessPointNetworkOrigin': 'VPC' } }) } },
      'pass',
    ],
    [
      'the bucket denies all but its access points',
      {
        bucket: {
          policy: [
            ...toOwnPoints,
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: ['arn:aws:s3:::room', 'arn:aws:s3:::room/*'],
              Condition: { StringNotEquals: { 's3:DataAccessPointAccount': '111122223333' } },
            },
          ],
        },
      },
      'fail',
    ],
    [
      'the bucket lets anyone do something else',
      {
        bucket: {
          policy: [
            { Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::room' },
          ],
        },
      },
      'pass',
    ],
    ['the access point blocks it', { point: { blocks: ['RestrictPublicBuckets'] } }, 'pass'],
    ['the bucket blocks it', { bucket: { blocks: ['RestrictPublicBuckets'] } }, 'pass'],
    ['the account blocks it', { account: ['RestrictPublicBuckets'] }, 'pass'],
    ['new policies alone are blocked', { account: ['BlockPublicPolicy'] }, 'fail'],
    [
      'the bucket is of another account',
      { point: { bucket: 'theirs', bucketAccount: '444455556666' } },
      'unknown',
    ],
    [
      'it is one of several Regions',
      { point: { alias: 'abc.mrap', policy: [allow({ Resource: '*' })] } },
      'fail',
    ],
    ['its policy is no policy', { point: { policy: [{}] } }, 'unknown'],
    ['its policy is denied', { answers: { 's3control:GetAccessPointPolicy': denied() } }, 'unknown'],
    ['what it blocks is denied', { answers: { 's3control:GetAccessPoint': denied() } }, 'unknown'],
    ['the policy of the bucket is denied', { answers: { 's3:GetBucketPolicy': denied() } }, 'unknown'],
    [
      'the policy of the bucket is denied, and need not be read',
      { point: { origin: 'VPC' }, answers: { 's3:GetBucketPolicy': denied() } },
      'pass',
    ],
    [
      'what the account blocks is denied',
      { answers: { 's3control:GetPublicAccessBlock': denied() } },
      'unknown',
    ],
    ['what the bucket blocks is denied', { answers: { 's3:GetPublicAccessBlock': denied() } }, 'unknown'],
    ['the list is denied', { answers: { 's3control:ListAccessPoints': denied() } }, 'unknown'],
  ])('%s', async (_case, facts, status) => {
    expect(await verdictsOf(facts)).toMatchObject([{ status }]);
  });

  it('says who gets in, to which bucket, by what', async () => {
    expect(await verdictsOf({})).toMatchObject([
      {
        resource: { type: 'AwsS3AccessPoint', id: POINT, region: 'us-east-1' },
        exposure: 'internet',
        description:
          'Access point door to bucket room lets anyone read objects, by statement 1 of its policy.',
      },
    ]);
  });
});
