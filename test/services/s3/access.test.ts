import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import { accessTo } from '../../../src/services/s3/access.ts';
import { granteesOf } from '../../../src/services/s3/acl.ts';
import { type BlockedAccess, blockedAccess } from '../../../src/services/s3/public-access-block.ts';
import type { BucketAcl } from '../../../src/services/s3/settings.ts';
import { ALL_FOUR, OWNER } from '../../support/s3-answers.ts';

const HOME = {
  accountId: '111122223333',
  organizationId: 'o-exampleorgid',
  organizationAccounts: new Set(['111122223333', '222233334444']),
};
const BUCKET = { Name: 'b', BucketRegion: 'us-east-1', arn: 'arn:aws:s3:::b' };

const value = <T>(value: T): Answer<T> => ({ ok: true, value });
const error = new ReadError('denied', {
  kind: 'denied',
  action: 's3:X',
  accountId: '1',
  region: 'us-east-1',
});

const allow = (Principal: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
  Condition,
});
const ANYONE = allow('*');
const STRANGER = allow({ AWS: '999988887777' });
const SERVICE = allow({ Service: 'cloudtrail.amazonaws.com' });
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';

/** Who is left, by policy and by ACL. */
const left = (
  levels: readonly Answer<BlockedAccess>[],
  statements: readonly object[],
  to: readonly string[] = [],
) => {
  const acl: BucketAcl = {
    owner: OWNER,
    grantees: granteesOf(
      OWNER,
      [OWNER, ...to].map((id) => ({
        Grantee: { Type: undefined, ...(id.includes('/') ? { URI: id } : { ID: id }) },
        Permission: 'READ',
      })),
    ),
  };
  const text =
    statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const { byPolicy, byAcl } = accessTo(
    { bucket: BUCKET, policy: value(text), acl: value(acl), levels },
    { home: HOME, managementAccountId: undefined },
    new Date(0),
  );
  return {
    policy: byPolicy.in.ok && byPolicy.in.value.admitted.map(({ kind }) => kind),
    unread: byPolicy.in.ok && byPolicy.in.value.unread !== undefined,
    acl: byAcl.in.ok && byAcl.in.value.map(({ kind }) => kind),
    perhaps: [byPolicy, byAcl].map(({ perhapsBlocked }) => perhapsBlocked !== undefined),
  };
};

/** All sixteen. */
const COMBINATIONS = Array.from({ length: 16 }, (_, bits) =>
  ALL_FOUR.filter((_, index) => bits & (1 << index)),
);
const LEVELS = ['bucket', 'account'] as const;
const cases = LEVELS.flatMap((level) =>
  COMBINATIONS.map((on) => [level, on.join(', ') || 'nothing', on] as const),
);

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
describe('accessTo', () => {
  it.each(cases)('%s blocks %s', (level, _names, on) => {
    const blocked = value(blockedAccess(Object.fromEntries(on.map((name) => [name, true]))));
    const nothing = value(blockedAccess(undefined));
    const levels = level === 'bucket' ? [blocked, nothing] : [nothing, blocked];
    const restricts = on.includes('RestrictPublicBuckets');
    const ignores = on.includes('IgnorePublicAcls');
    const kinds = (statements: readonly object[], to: readonly string[] = []) => {
      const { policy, acl } = left(levels, statements, to);
      return [...(policy || []), ...(acl || [])];
    };
    expect(kinds([ANYONE])).toEqual(restricts ? [] : ['public']);
    // A policy that is public by one statement loses the accounts that others name, and keeps services.
    expect(kinds([ANYONE, STRANGER, SERVICE])).toEqual(
      restricts ? ['confused deputy'] : ['public', 'outside account', 'confused deputy'],
    );
    expect(kinds([STRANGER])).toEqual(['outside account']);
    expect(kinds([], [ALL_USERS])).toEqual(ignores ? [] : ['anyone']);
    expect(kinds([], ['f00d'])).toEqual(['account']);
  });

  it('acts by what S3 takes for public, not by who gets in', () => {
    const restricts = [value(blockedAccess({ RestrictPublicBuckets: true }))];
    const by = (key: string, fixed: string) => allow('*', { StringEquals: { [key]: fixed } });
    // Both let in one account; S3 has only the first key on its list.
    expect(left(restricts, [by('aws:SourceAccount', '999988887777')]).policy).toEqual(['outside account']);
    expect(left(restricts, [by('aws:PrincipalAccount', '999988887777')]).policy).toEqual([]);
  });

  it('does not know of other accounts where AWS does not say what S3 takes for public', () => {
    const restricts = [value(blockedAccess({ RestrictPublicBuckets: true }))];
    const odd = allow('*', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } });
    expect(left(restricts, [odd, STRANGER])).toMatchObject({ policy: [], unread: true });
    expect(left(restricts, [odd])).toMatchObject({ policy: [], unread: false });
  });

  it('may be blocked by a level that could not be read, if another does not block it', () => {
    const unread: Answer<BlockedAccess> = { ok: false, error };
    const nothing = value(blockedAccess(undefined));
    const all = value(blockedAccess(Object.fromEntries(ALL_FOUR.map((name) => [name, true]))));
    expect(left([nothing, unread], [ANYONE], [ALL_USERS]).perhaps).toEqual([true, true]);
    expect(left([all, unread], [ANYONE], [ALL_USERS])).toMatchObject({
      policy: [],
      acl: [],
      perhaps: [false, false],
    });
    expect(left([nothing, unread], [STRANGER]).perhaps[0]).toBe(false);
  });

  it('lets nobody in without a policy, and carries what was denied', () => {
    expect(left([], []).policy).toEqual([]);
    const { byPolicy, byAcl } = accessTo(
      { bucket: BUCKET, policy: { ok: false, error }, acl: { ok: false, error }, levels: [] },
      { home: HOME, managementAccountId: undefined },
      new Date(0),
    );
    expect([byPolicy.in, byAcl.in]).toEqual([
      { ok: false, error },
      { ok: false, error },
    ]);
  });

  it('does not count those to whom S3 and CloudFront write logs, nor the owner by its canonical id', () => {
    const logs = [
      'http://acs.amazonaws.com/groups/s3/LogDelivery',
      'c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0',
    ];
    expect(left([], [allow({ CanonicalUser: OWNER })], logs)).toMatchObject({ policy: [], acl: [] });
  });

  it('says no more than S3 documents of a group it does not know', () => {
    expect(() => left([], [], ['http://acs.amazonaws.com/groups/global/Others'])).toThrow('no group');
  });
});
