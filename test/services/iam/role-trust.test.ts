import { afterEach, describe, expect, it, vi } from 'vitest';
import { authorizationDetails } from '../../../src/services/iam/authorization-details.ts';
import { listedRoles } from '../../../src/services/iam/listed-roles.ts';
import { roleTrusts, roleTrustsInOrganization } from '../../../src/services/iam/role-trust.ts';
import { surroundings } from '../../../src/services/organizations/accounts.ts';
import { document } from '../../rules/iam/readings.fixture.ts';
import { trusts } from '../../rules/iam/trusts.fixture.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const MEMBER = '111122223333';
const MANAGEMENT = '999988887777';

const inOrganization: Answers = {
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-mine567890', MasterAccountId: MANAGEMENT } }),
};
const tree: Answers = {
  'organizations:ListRoots': (call) => success(call, { Roots: [{ Id: 'r-1', Arn: 'arn:root' }] }),
  'organizations:ListOrganizationalUnitsForParent': (call) => success(call, { OrganizationalUnits: [] }),
  'organizations:ListAccountsForParent': (call) =>
    success(call, { Accounts: [MEMBER, MANAGEMENT].map((Id) => ({ Id, Arn: `arn:${Id}` })) }),
};
const turnedAway = failing('AccessDeniedException', "You don't have permissions to access this resource.");

const around = async (answers: Answers, accountId = MEMBER) => {
  await using scan = await stubbedPlace(answers, { accountId });
  return { is: await surroundings(scan.place), calls: scan.calls() };
};

describe('surroundings', () => {
  it('standalone: no other account belongs with it, at the cost of one call', async () => {
    const { is, calls } = await around({
      'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'none'),
    });
    expect(is).toEqual({
      home: { accountId: MEMBER, organizationAccounts: new Set([MEMBER]) },
      managementAccountId: undefined,
    });
    expect(calls).toEqual(['DescribeOrganization']);
  });

  it('member: it may not list the accounts, and is not made to try', async () => {
    const { is, calls } = await around({
      ...inOrganization,
      'organizations:ListDelegatedServicesForAccount': turnedAway,
    });
    expect(is).toEqual({
      home: { accountId: MEMBER, organizationId: 'o-mine567890' },
      managementAccountId: MANAGEMENT,
    });
    expect(calls).toEqual(['DescribeOrganization', 'ListDelegatedServicesForAccount']);
  });

  it.each([
    ['management account', MANAGEMENT],
    ['delegated administrator', MEMBER],
  ])('%s: all accounts', async (_case, accountId) => {
    const { is } = await around(
      {
        ...inOrganization,
        ...tree,
        'organizations:ListDelegatedServicesForAccount': (call) =>
          success(call, { DelegatedServices: [{ ServicePrincipal: 'config.amazonaws.com' }] }),
      },
      accountId,
    );
    expect(is.home.organizationAccounts).toEqual(new Set([MEMBER, MANAGEMENT]));
  });

  it('is unknown when the accounts may not be listed, though the position is right', async () => {
    const answers = { ...inOrganization, ...tree, 'organizations:ListAccountsForParent': denied() };
    await expect(around(answers, MANAGEMENT)).rejects.toMatchObject({
      kind: 'denied',
      action: 'organizations:ListAccountsForParent',
    });
  });
});

const withRole = (Principal: object): Answers => ({
  'iam:GetAccountAuthorizationDetails': (call) =>
    success(call, {
      UserDetailList: [],
      GroupDetailList: [],
      Policies: [],
      RoleDetailList: [
        {
          RoleName: 'helm',
          Arn: `arn:aws:iam::${MEMBER}:role/helm`,
          AssumeRolePolicyDocument: document(trusts(Principal)),
          RoleLastUsed: {},
        },
      ],
      IsTruncated: false,
    }),
});

describe('role trusts', () => {
  it('hold those outside the account', async () => {
    await using scan = await stubbedPlace(withRole({ AWS: [MEMBER, MANAGEMENT] }));
    const [trust] = await roleTrusts(scan.place);
    expect(trust?.outside.map(({ who }) => who)).toEqual([
      { kind: 'account', accountId: MANAGEMENT, arn: undefined, inOrganization: undefined },
    ]);
  });

  it('say who belongs to the organization', async () => {
    await using scan = await stubbedPlace(
      { ...withRole({ AWS: [MEMBER, MANAGEMENT] }), ...inOrganization, ...tree },
      { accountId: MANAGEMENT },
    );
    const {
      trusts: [trust],
    } = await roleTrustsInOrganization(scan.place);
    expect(trust?.outside).toMatchObject([{ who: { accountId: MEMBER, inOrganization: true } }]);
  });

  it('a role that was never used is not one of which AWS says nothing', async () => {
    await using scan = await stubbedPlace(withRole({ AWS: MEMBER }));
    const { RoleDetailList } = await authorizationDetails(scan.place);
    expect(RoleDetailList[0]?.RoleLastUsed).toEqual({});
  });
});

describe('listedRoles', () => {
  it('asks for the largest page, and for all of them', async () => {
    const sizes: unknown[] = [];
    await using scan = await stubbedPlace({
      'iam:ListRoles': (call) => {
        sizes.push(textParam(call, 'MaxItems'));
        const more = textParam(call, 'Marker') === undefined;
        return success(call, {
          Roles: [{ RoleName: more ? 'a' : 'b', Arn: more ? 'arn:a' : 'arn:b', MaxSessionDuration: 3600 }],
          IsTruncated: more,
          Marker: more ? 'next' : undefined,
        });
      },
    });
    expect(await listedRoles(scan.place)).toMatchObject([
      { RoleName: 'a', MaxSessionDuration: 3600 },
      { RoleName: 'b' },
    ]);
    expect(sizes).toEqual(['1000', '1000']);
  });
});
