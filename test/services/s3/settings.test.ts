import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  bucketAcls,
  bucketEncryption,
  bucketLogging,
  bucketOwnership,
  bucketPolicies,
  bucketPublicAccessBlocks,
  bucketVersioning,
} from '../../../src/services/s3/settings.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { OWNER, s3Answers } from '../../support/s3-answers.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';

const SET = {
  name: 'set',
  region: 'eu-west-1',
  policy: [{ Effect: 'Allow' }],
  grants: [{ to: ALL_USERS, permission: 'READ' }],
  blocks: ['BlockPublicAcls'],
  ownership: 'ObjectWriter',
  encryption: 'aws:kms',
  versioning: 'Enabled',
  mfaDelete: 'Disabled',
  logsTo: 'logs',
};

const NOT_BLOCKED = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

describe('what each bucket says of itself', () => {
  it.each([
    ['policy', bucketPolicies, '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}', undefined],
    [
      'ACL',
      bucketAcls,
      {
        owner: OWNER,
        grantees: [{ kind: 'anyone', id: ALL_USERS, permissions: ['READ'] }],
      },
      { owner: OWNER, grantees: [] },
    ],
    ['block public access', bucketPublicAccessBlocks, { ...NOT_BLOCKED, BlockPublicAcls: true }, NOT_BLOCKED],
    ['ownership', bucketOwnership, 'ObjectWriter', undefined],
    ['encryption', bucketEncryption, { SSEAlgorithm: 'aws:kms' }, undefined],
    ['versioning', bucketVersioning, { Status: 'Enabled', MFADelete: 'Disabled' }, {}],
    ['logging', bucketLogging, { TargetBucket: 'logs', TargetPrefix: 'access/' }, undefined],
  ])('%s: asked in its own Region, and an answer where nothing is set', async (_case, reader, set, unset) => {
    await using scan = await stubbedPlace(s3Answers([SET, { name: 'unset', region: 'us-west-2' }]));
    const answers = await reader(scan.place);
    expect(answers.map(({ item, answer }) => [item.Name, answer])).toEqual([
      ['set', { ok: true, value: set }],
      ['unset', { ok: true, value: unset }],
    ]);
    expect(scan.calls()).toHaveLength(3);
  });

  it('is unknown of one bucket alone that denies it, in the Region where it was asked', async () => {
    const all = s3Answers([SET, { name: 'unset' }]);
    await using scan = await stubbedPlace({
      ...all,
      's3:GetBucketPolicy': (call, upstream) =>
        textParam(call, 'Bucket') === 'set'
          ? denied({ by: 'resource-based policy', explicit: true })(call, upstream)
          : all['s3:GetBucketPolicy']?.(call, upstream),
    } satisfies Answers);
    expect(await bucketPolicies(scan.place)).toMatchObject([
      {
        item: { Name: 'set' },
        answer: { ok: false, error: { kind: 'denied', action: 's3:GetBucketPolicy', region: 'eu-west-1' } },
      },
      { item: { Name: 'unset' }, answer: { ok: true, value: undefined } },
    ]);
  });

  it('is left out of a bucket that was deleted meanwhile', async () => {
    await using scan = await stubbedPlace({
      ...s3Answers([SET]),
      's3:ListBuckets': s3Answers([SET, { name: 'gone' }])['s3:ListBuckets'] ?? denied(),
    });
    expect((await bucketVersioning(scan.place)).map(({ item }) => item.Name)).toEqual(['set']);
  });

  it('is damaged where an ACL comes without its grants', async () => {
    await using scan = await stubbedPlace({
      ...s3Answers([SET]),
      's3:GetBucketAcl': (call) => success(call, {}),
    });
    expect(await bucketAcls(scan.place)).toMatchObject([
      { answer: { ok: false, error: { kind: 'failed', action: 's3:GetBucketAcl' } } },
    ]);
  });

  it('is damaged of one bucket alone whose ACL names a group that S3 does not document', async () => {
    const grants = [{ to: 'http://acs.amazonaws.com/groups/global/Others', permission: 'READ' }];
    await using scan = await stubbedPlace(s3Answers([{ ...SET, grants }, { name: 'other' }]));
    expect((await bucketAcls(scan.place)).map(({ answer }) => answer.ok)).toEqual([false, true]);
  });

  it('takes no call in an account without buckets', async () => {
    await using scan = await stubbedPlace(s3Answers([]));
    expect(await bucketPolicies(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListBuckets']);
  });

  it('of many buckets takes a call a bucket and a question, and one for the list', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ name: `bucket-${index}` }));
    await using scan = await stubbedPlace(s3Answers(many));
    await Promise.all([bucketVersioning(scan.place), bucketLogging(scan.place)]);
    expect(scan.calls()).toHaveLength(201);
  });
});
