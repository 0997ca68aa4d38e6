import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  memberAccounts,
  organizationPosition,
  organizationTree,
  serviceControlDocuments,
  serviceControlPolicies,
} from '../../../src/services/organizations/organization.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';

const MANAGEMENT = '444455556666';
const MEMBER = '111122223333';

const placeOf = (accountId: string, answers: Answers) => stubbedPlace(answers, { accountId });

afterEach(() => vi.unstubAllEnvs());

const inOrganization: Answerer = (call) =>
  success(call, {
    Organization: {
      Id: 'o-1',
      Arn: `arn:aws:organizations::${MANAGEMENT}:organization/o-1`,
      FeatureSet: 'ALL',
      MasterAccountId: MANAGEMENT,
      MasterAccountArn: `arn:aws:organizations::${MANAGEMENT}:account/o-1/${MANAGEMENT}`,
      MasterAccountEmail: 'owner@example.com',
    },
  });

const facts = {
  Id: 'o-1',
  Arn: `arn:aws:organizations::${MANAGEMENT}:organization/o-1`,
  FeatureSet: 'ALL',
  MasterAccountId: MANAGEMENT,
  MasterAccountArn: `arn:aws:organizations::${MANAGEMENT}:account/o-1/${MANAGEMENT}`,
};

describe('organizationPosition', () => {
  const position = async (accountId: string, answers: Answers) => {
    await using scan = await placeOf(accountId, {
      'organizations:DescribeOrganization': inOrganization,
      ...answers,
    });
    return await organizationPosition(scan.place);
  };
  const delegated = (answerer: Answerer) =>
    position(MEMBER, { 'organizations:ListDelegatedServicesForAccount': answerer });

  it('standalone', async () => {
    const notInUse = failing('AWSOrganizationsNotInUseException', 'Your account is not a member.');
    expect(await position(MEMBER, { 'organizations:DescribeOrganization': notInUse })).toEqual({
      kind: 'standalone',
    });
  });

  it('management account, without a second call and without its mail address', async () => {
    expect(await position(MANAGEMENT, {})).toEqual({ kind: 'management', organization: facts });
  });

  it('delegated administrator, over pages of which one is empty', async () => {
    const answer: Answerer = (call) =>
      textParam(call, 'NextToken') === undefined
        ? success(call, { DelegatedServices: [], NextToken: 'next' })
        : success(call, {
            DelegatedServices: [
              { ServicePrincipal: 'guardduty.amazonaws.com' },
              { ServicePrincipal: 'config.amazonaws.com' },
            ],
          });
    expect(await delegated(answer)).toEqual({
      kind: 'delegated',
      organization: facts,
      services: ['config.amazonaws.com', 'guardduty.amazonaws.com'],
    });
  });

  it.each([
    [
      'turned away by position',
      failing('AccessDeniedException', "You don't have permissions to access this resource."),
    ],
    [
      'not registered',
      failing('AccountNotRegisteredException', 'The account is no delegated administrator.'),
    ],
    ['registered for nothing', (call) => success(call, { DelegatedServices: [] })],
  ] satisfies [string, Answerer][])('member: %s', async (_case, answer) => {
    expect(await delegated(answer)).toEqual({ kind: 'member', organization: facts });
  });

  it('is unknown when the permission is missing, not the position', async () => {
    await expect(delegated(denied())).rejects.toMatchObject({
      kind: 'denied',
      action: 'organizations:ListDelegatedServicesForAccount',
    });
  });

  it('is unknown when the organization may not be described', async () => {
    await expect(position(MEMBER, { 'organizations:DescribeOrganization': denied() })).rejects.toMatchObject({
      action: 'organizations:DescribeOrganization',
    });
  });

  it('is unknown when AWS does not name the management account', async () => {
    const nameless: Answerer = (call) => success(call, { Organization: { Id: 'o-1' } });
    await expect(position(MEMBER, { 'organizations:DescribeOrganization': nameless })).rejects.toMatchObject({
      kind: 'failed',
    });
  });
});

/** Answers by the value of a parameter; `next` pages come after an empty one. */
const by =
  (param: string, name: string, items: Readonly<Record<string, readonly Wire[]>>): Answerer =>
  (call) =>
    textParam(call, 'NextToken') === undefined
      ? success(call, { [name]: [], NextToken: 'next' })
      : success(call, { [name]: items[textParam(call, param) ?? ''] ?? [] });

const arnOf = (id: string) => `arn:aws:organizations::${MANAGEMENT}:x/${id}`;
const item = (Id: string, more = {}) => ({ Id, Arn: arnOf(Id), Name: `name of ${Id}`, ...more });

const root =
  (PolicyTypes: Wire): Answerer =>
  (call) =>
    success(call, { Roots: [item('r-1', { PolicyTypes })] });
const enabled = root([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]);

const tree: Answers = {
  'organizations:DescribeOrganization': inOrganization,
  'organizations:ListRoots': enabled,
  'organizations:ListOrganizationalUnitsForParent': by('ParentId', 'OrganizationalUnits', {
    'r-1': [item('ou-a'), item('ou-b')],
    'ou-a': [item('ou-aa')],
  }),
  'organizations:ListAccountsForParent': by('ParentId', 'Accounts', {
    'r-1': [item(MANAGEMENT, { State: 'ACTIVE', Email: 'owner@example.com' })],
    'ou-aa': [
      item(MEMBER, { State: 'ACTIVE', Status: 'SUSPENDED' }),
      item('2'.repeat(12), { State: 'CLOSED' }),
    ],
    'ou-b': [item('3'.repeat(12), { State: 'SUSPENDED', Status: 'ACTIVE' })],
  }),
};

describe('organizationTree', () => {
  it('tells every node with its way from the root, and nobody’s mail address', async () => {
    await using scan = await placeOf(MANAGEMENT, tree);
    const { units, accounts } = await organizationTree(scan.place);
    expect(units.map(({ path }) => path.join(' '))).toEqual(['r-1 ou-a', 'r-1 ou-b', 'r-1 ou-a ou-aa']);
    expect(accounts).toContainEqual({
      Id: MEMBER,
      Arn: arnOf(MEMBER),
      Name: `name of ${MEMBER}`,
      ParentId: 'ou-aa',
      path: ['r-1', 'ou-a', 'ou-aa', MEMBER],
      State: 'ACTIVE',
    });
    expect(JSON.stringify(accounts)).not.toContain('@');
    expect(accounts).toHaveLength(4);
  });

  it('counts as members those in use, by State and not by the retired Status', async () => {
    await using scan = await placeOf(MANAGEMENT, tree);
    expect((await memberAccounts(scan.place)).map(({ Id }) => Id)).toEqual([MEMBER]);
  });

  it('fails when a branch could not be read: a tree without it would look empty', async () => {
    const answers = { ...tree, 'organizations:ListAccountsForParent': denied() };
    await using scan = await placeOf(MANAGEMENT, answers);
    await expect(organizationTree(scan.place)).rejects.toMatchObject({
      action: 'organizations:ListAccountsForParent',
    });
  });
});

describe('service control policies', () => {
  const policies: Answers = {
    'organizations:ListRoots': enabled,
    'organizations:ListPolicies': by('Filter', 'Policies', {
      SERVICE_CONTROL_POLICY: [
        item('p-FullAWSAccess', { AwsManaged: true }),
        item('p-attached', { AwsManaged: false }),
        item('p-unattached', { AwsManaged: false }),
      ],
    }),
    'organizations:ListTargetsForPolicy': by('PolicyId', 'Targets', {
      'p-FullAWSAccess': [{ TargetId: 'r-1' }],
      'p-attached': [{ TargetId: 'ou-a' }],
    }),
    'organizations:DescribePolicy': (call) =>
      success(call, { Policy: { Content: `document of ${textParam(call, 'PolicyId')}` } }),
  };

  it('are read with their targets, and only the documents that matter', async () => {
    await using scan = await placeOf(MANAGEMENT, policies);
    const [documents, read] = await Promise.all([
      serviceControlDocuments(scan.place),
      serviceControlPolicies(scan.place),
    ]);
    expect(
      read?.map(({ item, answer }) => [item.Id, answer.ok && answer.value.map(({ TargetId }) => TargetId)]),
    ).toEqual([
      ['p-FullAWSAccess', ['r-1']],
      ['p-attached', ['ou-a']],
      ['p-unattached', []],
    ]);
    expect(documents).toMatchObject([
      { item: { Id: 'p-attached' }, answer: { ok: true, value: 'document of p-attached' } },
    ]);
    expect(scan.calls().filter((operation) => operation === 'DescribePolicy')).toHaveLength(1);
  });

  it.each([
    ['off', []],
    ['on the way in', [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'PENDING_ENABLE' }]],
    ['on the way out', [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'PENDING_DISABLE' }]],
    ['of another type', [{ Type: 'TAG_POLICY', Status: 'ENABLED' }]],
  ])('are not asked for when they are %s', async (_case, types) => {
    await using scan = await placeOf(MANAGEMENT, { 'organizations:ListRoots': root(types) });
    expect(await serviceControlPolicies(scan.place)).toBeUndefined();
    expect(await serviceControlDocuments(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListRoots']);
  });

  it('are unknown when AWS does not say which types are enabled', async () => {
    await using scan = await placeOf(MANAGEMENT, { 'organizations:ListRoots': root(undefined) });
    await expect(serviceControlPolicies(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('carry the error of what could not be read of one of them', async () => {
    const answers = {
      ...policies,
      'organizations:ListTargetsForPolicy': denied(),
      'organizations:DescribePolicy': denied(),
    };
    await using scan = await placeOf(MANAGEMENT, answers);
    expect((await serviceControlPolicies(scan.place))?.[1]).toMatchObject({
      item: { Id: 'p-attached' },
      answer: { ok: false, error: { action: 'organizations:ListTargetsForPolicy' } },
    });
    const unread = { ok: false, error: { action: 'organizations:DescribePolicy' } };
    expect(await serviceControlDocuments(scan.place)).toMatchObject([
      { item: { Id: 'p-attached' }, answer: unread },
      { item: { Id: 'p-unattached' }, answer: unread },
    ]);
  });
});
