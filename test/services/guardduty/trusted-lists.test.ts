import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  optionalWritersOfTrustedLists,
  trustedLists,
} from '../../../src/services/guardduty/trusted-lists.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { s3Answers, s3ControlAnswers } from '../../support/s3-answers.ts';
import type { Answers } from '../../support/stub.ts';
import { failure, success, textParam } from '../../support/wire.ts';
import { administeredBy, detectors, on, suspended } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const OWNER = '999988887777';

/** IP lists, by id as they are called, and no entity list. */
const listsAt = (urls: Readonly<Record<string, string>>, status = 'ACTIVE'): Answers => ({
  ...on,
  'guardduty:GetAdministratorAccount': administeredBy(),
  'guardduty:ListIPSets': (call) => success(call, { ipSetIds: Object.keys(urls) }),
  'guardduty:GetIPSet': (call) => {
    const name = textParam(call, 'IpSetId') ?? '';
    return success(call, { name, format: 'TXT', location: urls[name] ?? '', status });
  },
  'guardduty:ListTrustedEntitySets': (call) => success(call, { trustedEntitySetIds: [] }),
});

const lists: Answers = {
  ...listsAt({}),
  'guardduty:ListIPSets': (call) =>
    textParam(call, 'nextToken') === undefined
      ? success(call, { ipSetIds: ['office'], nextToken: 'next' })
      : success(call, { ipSetIds: ['denied', 'damaged'] }),
  'guardduty:GetIPSet': (call, upstream) => {
    const name = textParam(call, 'IpSetId');
    if (name === 'denied') return denied()(call, upstream);
    const location = name === 'damaged' ? undefined : 's3://lists/office.txt';
    return success(call, { name, format: 'TXT', location, status: 'ACTIVE', tags: {} });
  },
  'guardduty:ListTrustedEntitySets': (call) =>
    textParam(call, 'nextToken') === undefined
      ? success(call, { trustedEntitySetIds: [], nextToken: 'next' })
      : success(call, { trustedEntitySetIds: ['partners'] }),
  'guardduty:GetTrustedEntitySet': (call) =>
    success(call, {
      name: 'partners',
      format: 'TXT',
      location: 's3://theirs/p.txt',
      status: 'INACTIVE',
      expectedBucketOwner: OWNER,
    }),
};

const NOT_OURS: readonly (readonly [string, Answers])[] = [
  ['without a detector', { 'guardduty:ListDetectors': detectors() }],
  ['of a suspended detector', suspended],
  ['of a member', { ...on, 'guardduty:GetAdministratorAccount': administeredBy(OWNER) }],
];

describe('trustedLists', () => {
  it('are those of addresses and of entities, of all pages; one that fails carries its error', async () => {
    await using account = await stubbedPlace(lists);
    expect(await trustedLists(account.place)).toMatchObject([
      {
        item: { kind: 'IP list', id: 'office' },
        answer: { value: { Name: 'office', Status: 'ACTIVE', bucket: 'lists' } },
      },
      { item: { id: 'denied' }, answer: { error: { kind: 'denied', action: 'guardduty:GetIPSet' } } },
      { item: { id: 'damaged' }, answer: { error: { kind: 'failed' } } },
      {
        item: { kind: 'entity list', id: 'partners' },
        answer: { value: { Status: 'INACTIVE', ExpectedBucketOwner: OWNER, bucket: 'theirs' } },
      },
    ]);
  });

  it.each([
    ['s3://my.lists/a/b.txt', 'my.lists'],
    ['https://s3.amazonaws.com/my.lists/a/b.txt', 'my.lists'],
    ['https://s3.eu-west-1.amazonaws.com/lists/b.txt', 'lists'],
    ['https://s3-eu-west-1.amazonaws.com/lists/b.txt', 'lists'],
    ['https://s3.dualstack.eu-west-1.amazonaws.com/lists/b.txt', 'lists'],
    ['https://s3.cn-north-1.amazonaws.com.cn/lists/b.txt', 'lists'],
    ['http://my.lists.s3.amazonaws.com/b.txt', 'my.lists'],
    ['http://lists.s3-eu-west-1.amazonaws.com/b.txt', 'lists'],
    ['https://lists.s3.eu-west-1.amazonaws.com/b.txt', 'lists'],
    ['https://lists.example.com/b.txt', undefined],
    ['lists/b.txt', undefined],
  ])('of %s lie in the bucket %s', async (url, bucket) => {
    await using account = await stubbedPlace(listsAt({ office: url }));
    const [list] = (await trustedLists(account.place)) ?? [];
    expect(list?.answer).toMatchObject({ ok: true, value: { Location: url } });
    expect(list?.answer.ok === true && list.answer.value.bucket).toBe(bucket);
  });

  it.each(NOT_OURS)('are not asked for %s', async (_case, answers) => {
    await using account = await stubbedPlace(answers);
    expect(await trustedLists(account.place)).toBeUndefined();
    expect(account.calls()).not.toContain('ListIPSets');
  });

  it.each(['guardduty:ListIPSets', 'guardduty:ListTrustedEntitySets', 'guardduty:GetAdministratorAccount'])(
    'are not known where %s is denied',
    async (action) => {
      await using account = await stubbedPlace({ ...lists, [action]: denied() });
      await expect(trustedLists(account.place)).rejects.toMatchObject({ action });
    },
  );
});

describe('optionalWritersOfTrustedLists', () => {
  const allow = (Principal: unknown, Action: string) => ({
    Effect: 'Allow',
    Principal,
    Action,
    Resource: ['arn:aws:s3:::lists', 'arn:aws:s3:::lists/*'],
  });
  const buckets = (policy: readonly object[], grants: readonly { to: string; permission: string }[] = []) =>
    ({
      ...s3Answers([{ name: 'lists', policy, grants }, { name: 'other' }]),
      ...s3ControlAnswers(undefined),
      'organizations:DescribeOrganization': (call) =>
        failure(call, { code: 'AWSOrganizationsNotInUseException', message: 'Alone.', status: 400 }),
    }) satisfies Answers;

  it('are nobody, and no bucket is asked about, where no list is in force', async () => {
    await using account = await stubbedPlace({
      ...listsAt({ office: 's3://lists/office.txt' }, 'INACTIVE'),
    });
    expect(await optionalWritersOfTrustedLists(account.place)).toMatchObject({ value: { buckets: [] } });
    expect(account.calls()).not.toContain('ListBuckets');
  });

  it.each([
    ['reads', [allow('*', 's3:GetObject')], [], 0, 0],
    ['writes', [allow('*', 's3:PutObject')], [], 1, 0],
    ['changes the policy', [allow('*', 's3:PutBucketPolicy')], [], 1, 0],
    ['deletes', [allow('*', 's3:DeleteObject')], [], 0, 0],
    [
      'reads by ACL',
      [],
      [{ to: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' }],
      0,
      0,
    ],
    ['writes by ACL', [], [{ to: 'c0ffeebabe', permission: 'FULL_CONTROL' }], 0, 1],
  ])('whoever %s', async (_case, policy, grants, byPolicy, byAcl) => {
    await using account = await stubbedPlace({
      ...listsAt({ office: 's3://lists/office.txt' }, 'ACTIVATING'),
      ...buckets(policy, grants),
    });
    const writers = await optionalWritersOfTrustedLists(account.place);
    if (!writers.ok) throw writers.error;
    expect(writers.value.buckets.map(({ bucket }) => bucket.Name)).toEqual(['lists']);
    const [access] = writers.value.buckets;
    expect(access?.byPolicy.in).toMatchObject({ ok: true, value: { admitted: { length: byPolicy } } });
    expect(access?.byAcl.in).toMatchObject({ ok: true, value: { length: byAcl } });
  });

  it.each([
    ['s3:PutObject', ['door']],
    ['s3:GetObject', []],
  ])('through an access point to the bucket, if anyone may %s', async (Action, expected) => {
    const own = { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } };
    const policy = [{ ...allow('*', Action), Resource: '*' }];
    await using account = await stubbedPlace({
      ...listsAt({ office: 's3://lists/office.txt' }),
      ...buckets([{ ...allow('*', 's3:*'), Condition: own }]),
      ...s3ControlAnswers(undefined, [
        { name: 'door', bucket: 'lists', policy },
        { name: 'elsewhere', bucket: 'other', policy },
      ]),
    });
    const writers = await optionalWritersOfTrustedLists(account.place);
    if (!writers.ok || !writers.value.throughPoints.ok) throw new Error('not read');
    expect(writers.value.throughPoints.value.points.map(({ point }) => point.name)).toEqual(['door']);
    const ways = writers.value.throughPoints.value.points.flatMap((one) => one.ways);
    expect(
      ways.flatMap((way) => (way.in.ok ? way.in.value.admitted.map(({ does }) => does.join()) : [])),
    ).toEqual(expected.map(() => 'write objects'));
  });

  it('are known but for access points, where those are denied', async () => {
    await using account = await stubbedPlace({
      ...listsAt({ office: 's3://lists/office.txt' }),
      ...buckets([]),
      's3control:ListMultiRegionAccessPoints': denied(),
    });
    expect(await optionalWritersOfTrustedLists(account.place)).toMatchObject({
      value: {
        buckets: [{ bucket: { Name: 'lists' } }],
        throughPoints: { value: { unlisted: [{ region: undefined }] } },
      },
    });
  });

  it('are unknown where the buckets cannot be listed', async () => {
    await using account = await stubbedPlace({
      ...listsAt({ office: 's3://lists/office.txt' }),
      ...buckets([]),
      's3:ListBuckets': denied(),
    });
    expect(await optionalWritersOfTrustedLists(account.place)).toMatchObject({
      ok: false,
      error: { kind: 'denied', action: 's3:ListAllMyBuckets' },
    });
  });
});
