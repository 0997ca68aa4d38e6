import { failing } from '../support/faults.ts';
import type { Answers } from '../support/stub.ts';
import { success } from '../support/wire.ts';

export const MANAGEMENT = '444455556666';

/** An account of its own. */
export const standalone: Answers = {
  'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'In no organization.'),
};

/** An organization, which an account with this id manages. */
export const organizationOf = (MasterAccountId: string): Answers => ({
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-1', FeatureSet: 'ALL', MasterAccountId } }),
});

/** A member that administers these services for the organization, such as `guardduty.amazonaws.com`. */
export const delegatedFor = (...services: readonly string[]): Answers => ({
  ...organizationOf(MANAGEMENT),
  'organizations:ListDelegatedServicesForAccount': (call) =>
    success(call, { DelegatedServices: services.map((ServicePrincipal) => ({ ServicePrincipal })) }),
});

/** A member that administers nothing. */
export const member: Answers = {
  ...organizationOf(MANAGEMENT),
  'organizations:ListDelegatedServicesForAccount': failing(
    'AccessDeniedException',
    "You don't have permissions to access this resource.",
  ),
};

/** The root of the organization, and these accounts directly below it, by their state. */
export const accountsInRoot = (accounts: Readonly<Record<string, string>>): Answers => ({
  'organizations:ListRoots': (call) =>
    success(call, { Roots: [{ Id: 'r-1', Arn: 'arn:r-1', PolicyTypes: [] }] }),
  'organizations:ListOrganizationalUnitsForParent': (call) => success(call, { OrganizationalUnits: [] }),
  'organizations:ListAccountsForParent': (call) =>
    success(call, {
      Accounts: Object.entries(accounts).map(([Id, State]) => ({ Id, Arn: `arn:${Id}`, Name: Id, State })),
    }),
});
