import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/trusted-list-too-wide.ts';
import { publicThroughAccessPoint } from '../../../src/policy/outside/access-point.ts';
import type { TrustedList } from '../../../src/services/guardduty/index.ts';
import { accessTo } from '../../../src/services/s3/access.ts';
import { waysToWrite } from '../../../src/services/s3/index.ts';
import { NOTHING_BLOCKED } from '../../../src/services/s3/public-access-block.ts';
import { answered, refused } from '../../support/answered.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { deniedTo, detectorOf, NOBODY, NOT_RUNNING, SOMEBODY } from './readings.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];

const STRANGER = '999988887777';
const ARN = 'arn:aws:s3:::lists';
const detector = detectorOf();

const list = (changes: Partial<TrustedList> = {}): TrustedList => ({
  Name: 'office',
  Status: 'ACTIVE',
  Location: 's3://lists/office.txt',
  ExpectedBucketOwner: undefined,
  bucket: 'lists',
  ...changes,
});

/** The account's bucket `lists`, with one statement in its policy. */
const writtenBy = (Principal: unknown, inOrganization = false): Readings['writers'] => {
  const statement = { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: `${ARN}/*` };
  const access = accessTo(
    {
      bucket: { Name: 'lists', BucketRegion: 'us-east-1', arn: ARN },
      policy: { ok: true, value: JSON.stringify({ Statement: [statement] }) },
      acl: { ok: true, value: { owner: 'c0ffee', grantees: [] } },
      levels: [{ ok: true, value: NOTHING_BLOCKED }],
    },
    {
      home: inOrganization
        ? { accountId: ACCOUNT, organizationAccounts: new Set([ACCOUNT, '222233334444']) }
        : { accountId: ACCOUNT },
      managementAccountId: undefined,
    },
    new Date(0),
  );
  return {
    ok: true,
    value: { inOrganization, buckets: [waysToWrite(access)], throughPoints: throughPoint() },
  };
};

type Through = Extract<Readings['writers'], { ok: true }>['value']['throughPoints'];
const DOOR = 'arn:aws:s3:us-east-1:111122223333:accesspoint/door';

/** The access point `door` to the bucket, by which nobody or anyone can write. */
function throughPoint(Principal?: string, perhapsBlocked?: typeof DENIED_POINTS): Through {
  const statement = { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: `${DOOR}/object/*` };
  const found = publicThroughAccessPoint(
    {
      arn: DOOR,
      text: Principal === undefined ? undefined : JSON.stringify({ Statement: [statement] }),
      bucket: {
        arn: ARN,
        text: JSON.stringify({ Statement: [{ ...statement, Resource: `${ARN}/*`, Principal: '*' }] }),
      },
    },
    { home: { accountId: ACCOUNT } },
  );
  const way = {
    bucket: 'lists',
    ofAccount: undefined,
    in: { ok: true, value: found },
    perhapsBlocked,
  } as const;
  const point = {
    name: 'door',
    arn: DOOR,
    region: 'us-east-1',
    buckets: [{ name: 'lists', accountId: undefined }],
    onlyFromVpc: false,
  };
  return { ok: true, value: { points: [{ point, ways: [way] }], unlisted: [] } };
}

const DENIED_POINTS = deniedTo('s3:ListAccessPoints');

/** Written straight by the account alone, and by others through access points. */
const through = (throughPoints: Through): Readings['writers'] =>
  ONLY_OWN.ok ? { ok: true, value: { ...ONLY_OWN.value, throughPoints } } : ONLY_OWN;

const unlistedIn = (region: string | undefined): Through => ({
  ok: true,
  value: { points: [], unlisted: [{ region, error: DENIED_POINTS }] },
});

const ONLY_OWN = writtenBy({ AWS: `arn:aws:iam::${ACCOUNT}:root` });
const DENIED: Readings['writers'] = { ok: false, error: deniedTo('s3:ListAllMyBuckets') };
const NOT_OWN: Readings['writers'] = {
  ok: true,
  value: { inOrganization: false, buckets: [], throughPoints: throughPoint() },
};

const judged = (
  writers: Readings['writers'],
  { changes = {}, allow = [] }: { changes?: Partial<TrustedList>; allow?: readonly string[] } = {},
) =>
  judge(
    rule,
    {
      detector,
      administrator: NOBODY,
      lists: [answered({ kind: 'IP list', id: 'l1' } as const, list(changes))],
      writers,
    },
    { options: { allow } },
  );

describe('guardduty/trusted-list-too-wide', () => {
  const root = (accountId: string) => ({ AWS: `arn:aws:iam::${accountId}:root` });

  it.each<[string, Readings['writers'], string, string]>([
    ['the account alone', ONLY_OWN, 'fail 3', 'pass'],
    ['an account of the organization', writtenBy(root('222233334444'), true), 'fail 3', 'pass'],
    ['an AWS service', writtenBy({ Service: 'cloudtrail.amazonaws.com' }), 'fail 3', 'pass'],
    ['anyone', writtenBy('*'), 'fail 5 internet', 'fail 5 internet'],
    ['another organization', writtenBy(root(STRANGER), true), 'fail 5 other-account', 'fail 5 other-account'],
    ['an account of which nobody knows', writtenBy(root(STRANGER)), 'fail 5', 'unknown'],
    ['anyone, through an access point', through(throughPoint('*')), 'fail 5 internet', 'fail 5 internet'],
    ['anyone, if nothing blocks it', through(throughPoint('*', DENIED_POINTS)), 'fail 5', 'unknown'],
    [
      'whom access points let that were not read',
      through({ ok: false, error: DENIED_POINTS }),
      'fail 5',
      'unknown',
    ],
    [
      'whom those of its Region let, which were not read',
      through(unlistedIn('us-east-1')),
      'fail 5',
      'unknown',
    ],
    ['whom those of several Regions let', through(unlistedIn(undefined)), 'fail 5', 'unknown'],
    ['nobody, though another Region was not read', through(unlistedIn('eu-west-1')), 'fail 3', 'pass'],
    ['nobody could say whom', DENIED, 'fail 5', 'unknown'],
    ['whom the owner of the bucket lets', NOT_OWN, 'fail 5', 'notApplicable'],
  ])('written by %s', (_case, writers, unnamed, meant) => {
    // Where no option names the list, and where one does.
    const short = (allow: readonly string[]) => {
      const [verdict] = judged(writers, { allow });
      return verdict?.status === 'fail'
        ? ['fail', verdict.severity?.score ?? rule.severity, verdict.exposure ?? ''].join(' ').trim()
        : verdict?.status;
    };
    expect([short([]), short(['office'])]).toEqual([unnamed, meant]);
  });

  it('says who can write the list, told by the rule on the bucket where the list is meant to be', () => {
    expect(judged(writtenBy('*'), { allow: ['office'] })).toMatchObject([
      {
        resource: { type: 'AwsGuardDutyIpSet', id: `${detector.arn}/ipset/l1` },
        description: expect.stringMatching(/trusted list office.*Bucket lists lets anyone write objects/),
        toldBy: { rule: 's3/bucket-public', resource: ARN },
        evidence: { Location: 's3://lists/office.txt', allowed: true, admitted: [{ kind: 'public' }] },
      },
    ]);
    expect(judged(writtenBy(root(STRANGER), true), { allow: ['office'] })).toMatchObject([
      { toldBy: { rule: 's3/bucket-shared-outside-organization', resource: ARN } },
    ]);
    expect(judged(writtenBy('*'))[0]).not.toHaveProperty('toldBy');
    expect(judged(through(throughPoint('*')), { allow: ['office'] })).toMatchObject([
      {
        description: expect.stringMatching(/Access point door to bucket lists lets anyone write objects/),
        toldBy: { rule: 's3/access-point-public', resource: DOOR },
      },
    ]);
  });

  it.each([
    [STRANGER, `of account ${STRANGER}, which alone can tell`],
    [undefined, 'only its owner can tell'],
    [ACCOUNT, 'only its owner can tell'],
  ])('says whose the bucket is: %s', (ExpectedBucketOwner, reason) => {
    expect(judged(NOT_OWN, { changes: { ExpectedBucketOwner }, allow: ['office'] })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining(reason) },
    ]);
  });

  it('does not know the writers of a place that is no bucket it can tell', () => {
    expect(judged(ONLY_OWN, { changes: { bucket: undefined }, allow: ['office'] })).toMatchObject([
      { status: 'unknown' },
    ]);
  });

  it.each(['INACTIVE', 'DEACTIVATING', 'ERROR', 'DELETE_PENDING'])(
    'passes the detector where the only list is %s',
    (Status) => {
      expect(judged(writtenBy('*'), { changes: { Status } })).toMatchObject([
        { status: 'pass', resource: { type: 'AwsGuardDutyDetector' } },
      ]);
    },
  );

  it('judges a list that becomes active', () => {
    expect(statuses(judged(ONLY_OWN, { changes: { Status: 'ACTIVATING' } }))).toEqual(['fail']);
  });

  it('passes a detector without lists, and does not know a list that was not read', () => {
    const reading = { detector, administrator: NOBODY, writers: NOT_OWN };
    expect(judge(rule, { ...reading, lists: [] })).toMatchObject([{ status: 'pass' }]);
    const lists = [refused({ kind: 'entity list', id: 'l2' } as const, 'guardduty:GetTrustedEntitySet')];
    expect(judge(rule, { ...reading, lists })).toMatchObject([
      {
        status: 'unknown',
        resource: { type: 'AwsGuardDutyTrustedEntitySet', id: `${detector.arn}/trustedentityset/l2` },
      },
    ]);
  });

  it.each(NOT_RUNNING)('does not apply to %s', (_case, found) => {
    const reading = { detector: found, administrator: NOBODY, lists: undefined, writers: NOT_OWN };
    expect(statuses(judge(rule, reading))).toEqual(['notApplicable']);
  });

  it('does not apply to a member, and names who could tell', () => {
    const reading = { detector, administrator: SOMEBODY, lists: undefined, writers: NOT_OWN };
    expect(judge(rule, reading)).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining(STRANGER) },
    ]);
  });

  it('tells a file once that is trusted in several Regions', () => {
    const [verdict] = judged(ONLY_OWN);
    if (verdict?.status !== 'fail') throw new Error('it should fail');
    const parts = ['eu-west-1', 'us-east-1'].map((region) => ({ fail: verdict, accountId: ACCOUNT, region }));
    const place = { account: { id: ACCOUNT, partition: 'aws' }, region: 'us-east-1' };
    expect(rule.gather?.describe(parts, place).description).toMatch(/office.* So it is in 2 Regions\.$/);
    expect(rule.gather?.describe(parts.slice(0, 1), place)).toMatchObject({
      resource: verdict.resource,
      description: verdict.description,
    });
  });
});
