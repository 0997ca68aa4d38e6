import { afterEach, describe, expect, it, vi } from 'vitest';
import { permissionSetEscalations } from '../../../src/services/identity-center/permission-set-escalations.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { type PermissionSet, permissionSets } from '../../support/worlds/identity-center-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const MANAGEMENT = '999988887777';
const MEMBER = '111122223333';
const HOME = 'eu-west-1';

const allow = (...Action: readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });
const USERS = allow('iam:PutUserPolicy', 'iam:CreateAccessKey');

/** A management account without users and roles, where AWS's policies allow what their names say. */
const account = (sets: readonly PermissionSet[]): Answers => ({
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-mine567890', MasterAccountId: MANAGEMENT } }),
  'iam:GetAccountAuthorizationDetails': (call) =>
    success(call, {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
      IsTruncated: false,
    }),
  'iam:GetPolicy': (call) =>
    success(call, { Policy: { Arn: textParam(call, 'PolicyArn'), DefaultVersionId: 'v7' } }),
  'iam:GetPolicyVersion': (call) =>
    success(call, {
      PolicyVersion: {
        VersionId: textParam(call, 'VersionId'),
        IsDefaultVersion: true,
        Document: encodeURIComponent(
          textParam(call, 'PolicyArn')?.endsWith('/Users') ? USERS : allow('s3:Get*'),
        ),
      },
    }),
  ...permissionSets(HOME, MANAGEMENT, sets),
});

const at = (AccountId: string) => ({
  assignments: { [AccountId]: [{ PrincipalType: 'GROUP', PrincipalId: 'g-1' }] } as const,
});
const reader: PermissionSet = { Name: 'Reader', managed: ['Reads'], ...at(MEMBER) };
const keeper: PermissionSet = { Name: 'Keeper', managed: ['Users'], ...at(MEMBER) };
const administrator: PermissionSet = { Name: 'Admin', managed: ['AdministratorAccess'], ...at(MEMBER) };

async function read(sets: readonly PermissionSet[], faults: Answers = {}, accountId = MANAGEMENT) {
  await using scan = await stubbedPlace({ ...account(sets), ...faults }, { accountId, region: HOME });
  return { answer: await permissionSetEscalations(scan.place), calls: scan.calls() };
}

describe('permissionSetEscalations', () => {
  it('judges the sets that give no administrator access, by the policies of AWS as they are now', async () => {
    const { answer, calls } = await read([reader, administrator, keeper]);
    expect(answer).toMatchObject({
      kind: 'read',
      sets: [
        { name: 'Reader', outcome: { value: { standing: { kind: 'contained' } } } },
        {
          name: 'Keeper',
          region: HOME,
          AccountIds: { ok: true, value: [MEMBER] },
          outcome: { value: { standing: { kind: 'escalates' }, needs: ['a user'] } },
        },
      ],
    });
    const asked = (operation: string) => calls.filter((call) => call === operation).length;
    expect({ policies: asked('GetPolicy'), versions: asked('GetPolicyVersion') }).toEqual({
      policies: 2,
      versions: 2,
    });
    // Of every set once, whichever reading asks.
    expect(asked('DescribePermissionSet')).toBe(3);
    expect(asked('GetPermissionsBoundaryForPermissionSet')).toBe(3);
    expect(asked('ListAccountsForProvisionedPermissionSet')).toBe(2);
  });

  it('knows a boundary of AWS', async () => {
    const bounded = {
      ...keeper,
      PermissionsBoundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/Reads' },
    };
    expect((await read([bounded])).answer).toMatchObject({
      sets: [{ outcome: { value: { standing: { kind: 'contained' } } } }],
    });
  });

  it.each([
    'sso:GetInlinePolicyForPermissionSet',
    'sso:GetPermissionsBoundaryForPermissionSet',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
  ])('a denied %s is the error of the set', async (action) => {
    expect((await read([keeper], { [action]: denied() })).answer).toMatchObject({
      sets: [{ outcome: { ok: false, error: { kind: 'denied', action } } }],
    });
  });

  it('judges without the name of the set, and without where it is', async () => {
    const faults = {
      'sso:DescribePermissionSet': denied(),
      'sso:ListAccountsForProvisionedPermissionSet': denied(),
    };
    expect((await read([keeper], faults)).answer).toMatchObject({
      sets: [
        {
          name: 'arn:aws:sso:::permissionSet/ssoins-7223abcdef012345/ps-Keeper',
          AccountIds: { ok: false, error: { action: 'sso:ListAccountsForProvisionedPermissionSet' } },
          outcome: { value: { standing: { kind: 'escalates' } } },
        },
      ],
    });
  });

  it('is an error without the users and roles of the account', async () => {
    await expect(read([keeper], { 'iam:GetAccountAuthorizationDetails': denied() })).rejects.toMatchObject({
      action: 'iam:GetAccountAuthorizationDetails',
    });
  });

  it('reads nothing in an account that does not administer Identity Center', async () => {
    const { answer, calls } = await read(
      [keeper],
      {
        'organizations:ListDelegatedServicesForAccount': (call) => success(call, { DelegatedServices: [] }),
      },
      MEMBER,
    );
    expect(answer).toMatchObject({ kind: 'none', reason: expect.stringContaining(MANAGEMENT) });
    expect(calls).not.toContain('ListPermissionSets');
    expect(calls).not.toContain('GetPolicy');
  });
});
