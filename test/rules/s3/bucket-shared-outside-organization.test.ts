import { describe, expect, it } from 'vitest';
import rule from '../../../rules/s3/bucket-shared-outside-organization.ts';
import { accessTo } from '../../../src/services/s3/access.ts';
import { judge } from '../../support/judge.ts';
import { blocks, bucketNamed, NOTHING, value } from './readings.fixture.ts';

const OWN = '111122223333';
const ORGANIZED = {
  home: {
    accountId: OWN,
    organizationId: 'o-exampleorgid',
    organizationAccounts: new Set([OWN, '222233334444']),
  },
  managementAccountId: '222233334444',
};
const ALONE = {
  home: { accountId: OWN, organizationAccounts: new Set([OWN]) },
  managementAccountId: undefined,
};
const MEMBER = {
  home: { accountId: OWN, organizationId: 'o-exampleorgid' },
  managementAccountId: '222233334444',
};

const policy = (...principals: readonly unknown[]) =>
  value(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: principals.map((Principal) => ({
        Effect: 'Allow',
        Principal,
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::reports/*',
      })),
    }),
  );

const STRANGER = { AWS: '999988887777' };
const granted = value({
  owner: 'c0ffee',
  grantees: [{ kind: 'account' as const, id: 'f00d', permissions: ['READ' as const] }],
});

type Facts = Parameters<typeof accessTo>[0];

const verdictOn = (facts: Partial<Facts>, known: Parameters<typeof accessTo>[1]) => {
  const access = accessTo(
    {
      bucket: bucketNamed('reports'),
      policy: value(undefined),
      acl: value({ owner: 'c0ffee', grantees: [] }),
      levels: [value(NOTHING)],
      ...facts,
    },
    known,
    new Date(0),
  );
  return judge(rule, {
    access: { inOrganization: known.managementAccountId !== undefined, buckets: [access] },
  })[0];
};

describe('s3/bucket-shared-outside-organization', () => {
  it.each<[string, Partial<Facts>, Parameters<typeof accessTo>[1], string]>([
    ['with nobody', {}, ORGANIZED, 'pass'],
    ['with an account of the organization', { policy: policy({ AWS: '222233334444' }) }, ORGANIZED, 'pass'],
    ['with another account', { policy: policy(STRANGER) }, ORGANIZED, 'fail'],
    ['with another account, in no organization', { policy: policy(STRANGER) }, ALONE, 'fail'],
    ['with an account of which a member does not know', { policy: policy(STRANGER) }, MEMBER, 'unknown'],
    ['with everybody, which another rule tells', { policy: policy('*') }, ORGANIZED, 'pass'],
    [
      'with another account, restricted with all by a public statement',
      { policy: policy(STRANGER, '*'), levels: [value(blocks('RestrictPublicBuckets'))] },
      ORGANIZED,
      'pass',
    ],
    [
      'with another account, of a policy that S3 does not take for public',
      { policy: policy(STRANGER), levels: [value(blocks('RestrictPublicBuckets'))] },
      ORGANIZED,
      'fail',
    ],
    ['by its ACL, in no organization', { acl: granted }, ALONE, 'fail'],
    ['by its ACL, with whom S3 does not say', { acl: granted }, ORGANIZED, 'unknown'],
  ])('%s', (_case, facts, known, status) => {
    expect(verdictOn(facts, known)).toMatchObject({ status });
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
  it.each([
    ['s3:ReplicateObject', 'fail', 'write objects'],
    ['s3:ReplicateDelete', 'fail', 'delete objects'],
  ])('with an account that may replicate into it: %s', (Action, status, does) => {
    const statement = { Effect: 'Allow', Principal: STRANGER, Action, Resource: 'arn:aws:s3:::reports/*' };
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    expect(verdictOn({ policy: value(text) }, ORGANIZED)).toMatchObject({
      status,
      description: expect.stringContaining(does),
    });
  });

  it('says with whom, and by what', () => {
    expect(verdictOn({ policy: policy(STRANGER) }, ORGANIZED)).toMatchObject({
      exposure: 'other-account',
      description:
        'Bucket reports lets account 999988887777, which is outside the organization, read objects, by statement 1 of its policy.',
    });
    expect(verdictOn({ acl: granted }, ORGANIZED)).toMatchObject({
      reason:
        'Bucket reports lets the account with the canonical id f00d list its objects, by its ACL, and S3 does not say which account that is',
    });
  });

  it('does not apply without buckets', () => {
    expect(judge(rule, { access: { inOrganization: true, buckets: [] } })).toMatchObject([
      { status: 'notApplicable' },
    ]);
  });
});
