import { describe, expect, it } from 'vitest';
import type { AuthorizationDetails, IamUser } from '../../../src/services/iam/authorization-details.ts';
import {
  administratorAccess,
  policyHoldersOf,
  quoted,
  withRoles,
} from '../../../src/services/iam/policy-holders.ts';
import {
  ADMINISTRATOR,
  administratorPolicy,
  attached,
  detailsOf,
  groupOf,
  inline,
  policyOf,
  roleOf,
  userOf,
} from '../../rules/iam/readings.fixture.ts';
import { NOW } from '../../support/judge.ts';

const READ = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const OF_OPS = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ops' } } };
const admin = { AttachedManagedPolicies: [attached('AdministratorAccess')] };
const bound = (name: string) => ({
  PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::111122223333:policy/${name}` },
});
const BOUNDARY_ALL = policyOf('all', ALL);
const BOUNDARY_READ = policyOf('read', READ);
const damaged = { PolicyName: 'broken', PolicyDocument: '%7B' };

const accessOf = (user: Partial<IamUser>, rest: Partial<AuthorizationDetails> = {}) => {
  const [holder] = policyHoldersOf(
    detailsOf({ UserDetailList: [userOf(user)], Policies: [administratorPolicy], ...rest }),
  ).users;
  return holder && administratorAccess(holder, NOW);
};

describe('administratorAccess', () => {
  it.each<[string, Partial<IamUser>, Partial<AuthorizationDetails>, string]>([
    ['nothing', {}, {}, 'no'],
    ['AdministratorAccess', admin, {}, 'yes'],
    ['inline', { UserPolicyList: [inline('own', ALL)] }, {}, 'yes'],
    ['inline, less', { UserPolicyList: [inline('own', READ)] }, {}, 'no'],
    ['by group', { GroupList: ['crew'] }, { GroupDetailList: [groupOf(admin)] }, 'yes'],
    [
      'by inline policy of a group',
      { GroupList: ['crew'] },
      { GroupDetailList: [groupOf({ GroupPolicyList: [inline('g', ALL)] })] },
      'yes',
    ],
    ['a group that the user is not in', {}, { GroupDetailList: [groupOf(admin)] }, 'no'],
    [
      'only with MFA',
      {
        UserPolicyList: [inline('own', { ...ALL, ...MFA })],
      },
      {},
      'conditional',
    ],
    [
      'within a boundary that allows all with MFA',
      { ...admin, ...bound('mfa') },
      { Policies: [administratorPolicy, policyOf('mfa', { ...ALL, ...MFA })] },
      'conditional',
    ],
    [
      'for a tag that the user has',
      { UserPolicyList: [inline('own', { ...ALL, ...OF_OPS })], Tags: [{ Key: 'Team', Value: 'ops' }] },
      {},
      'yes',
    ],
    [
      'for a tag that the user does not have',
      { UserPolicyList: [inline('own', { ...ALL, ...OF_OPS })], Tags: [] },
      {},
      'no',
    ],
    [
      'for a tag, where tags are not told',
      { UserPolicyList: [inline('own', { ...ALL, ...OF_OPS })] },
      {},
      'conditional',
    ],
    [
      'within a boundary that allows all',
      { ...admin, ...bound('all') },
      { Policies: [administratorPolicy, BOUNDARY_ALL] },
      'yes',
    ],
    [
      'within a boundary that allows less',
      { ...admin, ...bound('read') },
      { Policies: [administratorPolicy, BOUNDARY_READ] },
      'no',
    ],
    ['within a boundary that AWS did not send', { ...admin, ...bound('gone') }, {}, 'unknown'],
    ['nothing, within a boundary that AWS did not send', bound('gone'), {}, 'no'],
    ['a damaged policy', { UserPolicyList: [damaged] }, {}, 'unknown'],
    [
      'a damaged policy, within a boundary that allows less',
      { UserPolicyList: [damaged], ...bound('read') },
      { Policies: [BOUNDARY_READ] },
      'no',
    ],
    ['a damaged policy, and AdministratorAccess', { ...admin, UserPolicyList: [damaged] }, {}, 'yes'],
    ['a policy that AWS did not send', admin, { Policies: [] }, 'unknown'],
    ['attached policies not told', { AttachedManagedPolicies: undefined }, {}, 'unknown'],
    ['inline policies not told', { UserPolicyList: undefined }, {}, 'unknown'],
    ['a group not told', { GroupList: ['gone'] }, {}, 'unknown'],
  ])('%s', (_case, user, rest, granted) => {
    expect(accessOf(user, rest)?.granted).toBe(granted);
  });

  it('takes the version that is in force', () => {
    const { PolicyVersionList: [version] = [], ...policy } = policyOf('mine', ALL);
    const old = { ...policyOf('mine', READ).PolicyVersionList?.[0], VersionId: 'v2', IsDefaultVersion: true };
    const superseded = { ...version, IsDefaultVersion: false };
    const mine = { AttachedManagedPolicies: [{ PolicyName: 'mine', PolicyArn: policy.Arn }] };
    const with_ = (PolicyVersionList: (typeof superseded)[]) => ({
      Policies: [{ ...policy, PolicyVersionList }],
    });
    expect(accessOf(mine, with_([superseded, old]))?.granted).toBe('no');
    expect(accessOf(mine, with_([superseded]))?.granted).toBe('unknown');
  });

  it('names the policy that cannot be read', () => {
    expect(accessOf({ UserPolicyList: [damaged] })).toMatchObject({
      reason: expect.stringMatching(/^the policy broken in arn:aws:iam::111122223333:user\/ann is not JSON/),
    });
  });

  it('names the conditions, and quotes the boundary where they stand there', () => {
    const boundary = policyOf('mfa', { ...ALL, ...MFA });
    const access = accessOf({ ...admin, ...bound('mfa') }, { Policies: [administratorPolicy, boundary] });
    expect(access).toMatchObject({
      granted: 'conditional',
      conditions: [{ respect: 'MFA', condition: { key: 'aws:multifactorauthpresent' } }],
      statements: [{ policy: 'arn:aws:iam::aws:policy/AdministratorAccess' }, { policy: boundary.Arn }],
    });
  });

  it('judges dates by the moment that it is asked about', () => {
    const since = { Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-11-20T00:00:00Z' } } };
    const [holder] = policyHoldersOf(
      detailsOf({ UserDetailList: [userOf({ UserPolicyList: [inline('own', { ...ALL, ...since })] })] }),
    ).users;
    const at = (moment: string) => holder && administratorAccess(holder, new Date(moment)).granted;
    expect([at('2026-11-19T12:00:00Z'), at('2026-11-20T12:00:00Z')]).toEqual(['no', 'yes']);
  });

  it('quotes the statements that decide, with the policy that they are from', () => {
    const access = accessOf(admin);
    expect(access?.granted === 'yes' && quoted(access.statements)).toEqual([
      { policy: 'arn:aws:iam::aws:policy/AdministratorAccess', statement: ADMINISTRATOR },
    ]);
  });
});

describe('the same account with other roles', () => {
  const stays = roleOf({ RoleName: 'stays', Arn: 'arn:aws:iam::111122223333:role/stays', ...admin });
  const goes = roleOf({ RoleName: 'goes', Arn: 'arn:aws:iam::111122223333:role/goes' });
  const comes = roleOf({ RoleName: 'comes', Arn: 'arn:aws:iam::111122223333:role/comes', ...admin });

  it.each([
    ['its policies were read before', [administratorPolicy]],
    ['a policy is read only now', []],
  ])('is what it would be from the beginning: %s', (_, Policies) => {
    const before = detailsOf({ RoleDetailList: [stays, goes], UserDetailList: [userOf(admin)], Policies });
    const now = { ...before, RoleDetailList: [comes, stays], Policies: [administratorPolicy, BOUNDARY_READ] };
    const holders = withRoles(policyHoldersOf(before), now);
    expect(holders).toEqual(policyHoldersOf(now));
    expect(holders.roles.map(({ identity }) => identity.unread)).toEqual([[], []]);
  });
});
