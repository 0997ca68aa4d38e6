import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  accessOf,
  hoursOf,
  withinBoundary,
} from '../../../src/services/identity-center/permission-set-access.ts';
import { administratorSets, assignedSets } from '../../../src/services/identity-center/permission-sets.ts';
import { denied, failing } from '../../support/faults.ts';
import { NOW } from '../../support/judge.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import { type PermissionSet, permissionSets } from '../../support/worlds/identity-center-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const MEMBER = '111122223333';
const MANAGEMENT = '999988887777';
const HOME = 'eu-west-1';

const ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const NO_IAM = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:*","Resource":"*"}}';
const READ = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}';

const inOrganization: Answers = {
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-mine567890', MasterAccountId: MANAGEMENT } }),
};
const delegatedFor = (...services: string[]): Answers => ({
  'organizations:ListDelegatedServicesForAccount': (call) =>
    success(call, { DelegatedServices: services.map((ServicePrincipal) => ({ ServicePrincipal })) }),
});

async function read(answers: Answers, accountId = MANAGEMENT) {
  await using scan = await stubbedPlace({ ...inOrganization, ...answers }, { accountId, region: HOME });
  return { answer: await administratorSets(scan.place), calls: scan.calls() };
}

const admin: PermissionSet = { Name: 'Admin', SessionDuration: 'PT12H', managed: ['AdministratorAccess'] };
const organizationWith = (...sets: PermissionSet[]) => permissionSets(HOME, MANAGEMENT, sets);

describe('administratorSets', () => {
  const granted = async (set: Omit<PermissionSet, 'Name'>) => {
    const { answer } = await read(organizationWith({ Name: 'Set', ...set }));
    if (answer.kind === 'none') return answer.kind;
    const [found] = answer.sets;
    return found === undefined ? 'no' : found.access.ok ? found.access.value.granted : 'error';
  };

  it.each<[string, Omit<PermissionSet, 'Name'>, string]>([
    ['AdministratorAccess', admin, 'yes'],
    ['AdministratorAccess on the second page', { managed: ['ReadOnlyAccess', 'AdministratorAccess'] }, 'yes'],
    ['an inline policy', { InlinePolicy: ALL }, 'yes'],
    ['less', { managed: ['PowerUserAccess'], InlinePolicy: READ }, 'no'],
    ['a policy that only sounds so', { managed: ['AdministratorAccess-Amplify'] }, 'no'],
    ['without IAM', { ...admin, InlinePolicy: NO_IAM }, 'no'],
    ['a policy of the accounts', { customerManaged: ['team'] }, 'unknown'],
    ['a policy of the accounts, and AdministratorAccess', { ...admin, customerManaged: ['team'] }, 'yes'],
    ['an inline policy that is none', { InlinePolicy: '{' }, 'unknown'],
    [
      'within AdministratorAccess',
      { ...admin, PermissionsBoundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      'yes',
    ],
    [
      'within less',
      { ...admin, PermissionsBoundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      'no',
    ],
    [
      'within a policy of the accounts',
      { ...admin, PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'limit' } } },
      'unknown',
    ],
  ])('%s', async (_case, set, expected) => {
    expect(await granted(set)).toBe(expected);
  });

  it('describes those that make administrators, and asks no more of the others', async () => {
    const { answer, calls } = await read(
      organizationWith(admin, { Name: 'Read', managed: ['ReadOnlyAccess'] }),
    );
    expect(answer).toMatchObject({
      kind: 'read',
      sets: [{ region: HOME, description: { ok: true, value: { Name: 'Admin', SessionDuration: 'PT12H' } } }],
    });
    expect(calls.filter((operation) => operation === 'DescribePermissionSet')).toHaveLength(1);
    expect(calls.filter((operation) => operation === 'GetPermissionsBoundaryForPermissionSet')).toHaveLength(
      1,
    );
  });

  it.each([
    'ListManagedPoliciesInPermissionSet',
    'GetInlinePolicyForPermissionSet',
    'ListCustomerManagedPolicyReferencesInPermissionSet',
    'GetPermissionsBoundaryForPermissionSet',
  ])('a denied %s is the error of the set', async (operation) => {
    const { answer } = await read({ ...organizationWith(admin), [`sso:${operation}`]: denied() });
    expect(answer).toMatchObject({
      sets: [{ access: { ok: false, error: { kind: 'denied', action: `sso:${operation}` } } }],
    });
  });

  it.each(['ListInstances', 'ListPermissionSets'])('a denied %s is an error', async (operation) => {
    await expect(read({ ...organizationWith(admin), [`sso:${operation}`]: denied() })).rejects.toMatchObject({
      action: `sso:${operation}`,
    });
  });

  it.each<[string, Answers, string, string]>([
    ['none', permissionSets('us-east-1', MANAGEMENT, [admin]), MANAGEMENT, 'identity-center/missing'],
    [
      'of a member',
      {
        ...organizationWith(admin),
        'organizations:ListDelegatedServicesForAccount': failing('AccessDeniedException', 'no'),
      },
      MEMBER,
      MANAGEMENT,
    ],
    [
      'of an administrator of something else',
      { ...organizationWith(admin), ...delegatedFor('guardduty.amazonaws.com') },
      MEMBER,
      MANAGEMENT,
    ],
    [
      'of an account on its own',
      {
        ...permissionSets(HOME, MEMBER, [admin]),
        'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'none'),
      },
      MEMBER,
      'no organization',
    ],
    [
      'of the account itself beside that of the organization',
      { ...permissionSets(HOME, MEMBER, [admin]), ...delegatedFor('sso.amazonaws.com') },
      MEMBER,
      'identity-center/missing',
    ],
  ])('there is nothing to read: %s', async (_case, answers, accountId, reason) => {
    const { answer, calls } = await read(answers, accountId);
    expect(answer).toEqual({ kind: 'none', reason: expect.stringContaining(reason) });
    expect(calls).not.toContain('ListPermissionSets');
  });

  it('answers the delegated administrator of Identity Center', async () => {
    const { answer } = await read(
      { ...organizationWith(admin), ...delegatedFor('sso.amazonaws.com') },
      MEMBER,
    );
    expect(answer).toMatchObject({
      kind: 'read',
      sets: [{ PermissionSetArn: expect.stringContaining('ps-Admin') }],
    });
  });
});

describe('assignedSets', () => {
  const user = { PrincipalType: 'USER' as const, PrincipalId: 'u-1' };
  const group = { PrincipalType: 'GROUP' as const, PrincipalId: 'g-1' };
  const assigned = { ...admin, assignments: { [MEMBER]: [group, user], '222233334444': [user] } };

  async function readAssigned(answers: Answers) {
    await using scan = await stubbedPlace(
      { ...inOrganization, ...answers },
      { accountId: MANAGEMENT, region: HOME },
    );
    const answer = await assignedSets(scan.place);
    return answer.kind === 'read' ? answer.sets : [];
  }

  it('names everyone in every account, page by page', async () => {
    const [set] = await readAssigned(
      organizationWith(assigned, { Name: 'Read', assignments: { [MEMBER]: [user] } }),
    );
    expect(set?.AccountAssignments.map(({ AccountId, PrincipalId }) => [AccountId, PrincipalId])).toEqual(
      expect.arrayContaining([
        [MEMBER, 'g-1'],
        [MEMBER, 'u-1'],
        ['222233334444', 'u-1'],
      ]),
    );
    expect(set?.unread).toBeUndefined();
  });

  it('keeps what it could read when one account is denied', async () => {
    const [set] = await readAssigned({
      ...organizationWith(assigned),
      'sso:ListAccountAssignments': (call, upstream) =>
        call.params.AccountId === MEMBER
          ? denied()(call, upstream)
          : organizationWith(assigned)['sso:ListAccountAssignments']?.(call, upstream),
    });
    expect(set?.AccountAssignments).toHaveLength(1);
    expect(set?.unread).toMatchObject({ action: 'sso:ListAccountAssignments' });
  });

  it('says that the accounts could not be listed', async () => {
    const [set] = await readAssigned({
      ...organizationWith(assigned),
      'sso:ListAccountsForProvisionedPermissionSet': denied(),
    });
    expect(set).toMatchObject({
      AccountAssignments: [],
      unread: { action: 'sso:ListAccountsForProvisionedPermissionSet' },
    });
  });
});

describe('what a permission set gives', () => {
  it('is unknown when AWS did not name a policy', () => {
    const nothing = { InlinePolicy: undefined, CustomerManagedPolicyReferences: [] };
    expect(accessOf({ ...nothing, AttachedManagedPolicies: [{ Name: 'x' }] }, 'aws', NOW)).toMatchObject({
      granted: 'unknown',
    });
  });

  it('names the policy that decides', () => {
    expect(
      withinBoundary(
        { granted: 'yes', statements: [] },
        { CustomerManagedPolicyReference: { Name: 'limit', Path: '/' } },
      ),
    ).toMatchObject({ reason: expect.stringContaining('limit') });
  });

  it.each([
    ['PT1H', 1],
    ['PT1H30M', 1.5],
    ['PT12H', 12],
    ['PT90M', 1.5],
    ['PT3600S', 1],
    ['P1DT1H', 25],
    ['P', undefined],
    ['PT', undefined],
    ['', undefined],
    ['4 hours', undefined],
  ])('%s is %s hours', (duration, hours) => {
    expect(hoursOf(duration)).toBe(hours);
  });
});
