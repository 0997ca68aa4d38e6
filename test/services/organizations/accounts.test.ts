import { afterEach, describe, expect, it, vi } from 'vitest';
import { surroundings } from '../../../src/services/organizations/accounts.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const MANAGEMENT = '444455556666';
const MEMBER = '111122223333';
const arn = (id: string) => `arn:aws:organizations::${MANAGEMENT}:x/${id}`;

/** An organization of two accounts, both directly under root. */
const ORGANIZATION: Answers = {
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-1', MasterAccountId: MANAGEMENT } }),
  'organizations:ListDelegatedServicesForAccount': failing(
    'AccountNotRegisteredException',
    'The account is no delegated administrator.',
  ),
  'organizations:ListRoots': (call) =>
    success(call, { Roots: [{ Id: 'r-1', Arn: arn('r-1'), Name: 'Root', PolicyTypes: [] }] }),
  'organizations:ListAccountsForParent': (call) =>
    success(call, {
      Accounts: [MANAGEMENT, MEMBER].map((Id) => ({ Id, Arn: arn(Id), Name: Id, Status: 'ACTIVE' })),
    }),
  'organizations:ListOrganizationalUnitsForParent': (call) => success(call, { OrganizationalUnits: [] }),
};

const of = (accountId: string, answers: Answers = {}) =>
  stubbedPlace({ ...ORGANIZATION, ...answers }, { accountId });

describe('surroundings', () => {
  it('of an account in no organization are the account', async () => {
    await using account = await of(MEMBER, {
      'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'Not a member.'),
    });
    expect(await surroundings(account.place)).toEqual({
      home: { accountId: MEMBER, organizationAccounts: new Set([MEMBER]) },
      managementAccountId: undefined,
    });
  });

  it('of a management account are all accounts of its organization', async () => {
    await using account = await of(MANAGEMENT);
    expect(await surroundings(account.place)).toEqual({
      home: {
        accountId: MANAGEMENT,
        organizationId: 'o-1',
        organizationAccounts: new Set([MANAGEMENT, MEMBER]),
      },
      managementAccountId: MANAGEMENT,
    });
  });

  it('of a member account are not known but for the organization, and nothing is asked that it may not know', async () => {
    await using account = await of(MEMBER);
    expect(await surroundings(account.place)).toEqual({
      home: { accountId: MEMBER, organizationId: 'o-1' },
      managementAccountId: MANAGEMENT,
    });
    expect(account.calls()).not.toContain('ListRoots');
  });

  it('are unknown where a permission is missing', async () => {
    await using account = await of(MANAGEMENT, { 'organizations:ListAccountsForParent': denied() });
    await expect(surroundings(account.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'organizations:ListAccountsForParent',
    });
  });
});
