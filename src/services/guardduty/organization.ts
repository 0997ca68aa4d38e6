import type { AutoEnableMembers, Member } from '@aws-sdk/client-guardduty';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import {
  accountsInUse,
  type OrganizationAccount,
  organizationPosition,
} from '../organizations/organization.ts';
import { detector, detectorAdministrator, isEnabled } from './detector.ts';
import { guardduty } from './service.ts';

export type DetectorMember = Named<Member, 'AccountId'>;

/**
 * Accounts that have ever been members of this one, associated or not; none where it administers no other.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListMembers.html
 */
const members = guardduty
  .using(detector)
  .reader([{ ifAny: 'ListMembers' }], async ({ sdk, client, ask }): Promise<readonly DetectorMember[]> => {
    const DetectorId = (await ask(detector))?.id;
    if (DetectorId === undefined) return [];
    const listed = await pages(
      sdk.paginateListMembers({ client, pageSize: 50 }, { DetectorId, OnlyAssociated: 'false' }),
      (page) => page.Members,
    );
    return named(listed, 'AccountId');
  });

/** What the account is to GuardDuty of its organization, in one Region. */
export type Standing =
  /** GuardDuty does not run here. */
  | { readonly kind: 'off' }
  | { readonly kind: 'outside organization' }
  | { readonly kind: 'administrator' }
  | {
      /** `inviter` has members by invitation, but does not administer its organization; `alone` is neither. */
      readonly kind: 'member' | 'inviter' | 'alone';
      readonly managementAccountId: string;
      /** Who administers GuardDuty, where the account was told: a member, or the management account. */
      readonly administratorId: string | undefined;
    };

/**
 * Administrator, member, or neither. GetAdministratorAccount answers a member alone, so that the administrator is known
 * by Organizations, and a management account that administers GuardDuty itself by ListOrganizationAdminAccounts.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListOrganizationAdminAccounts.html
 */
export const standing = guardduty
  .using(detector, { ifAny: organizationPosition }, { ifAny: detectorAdministrator }, { ifAny: members })
  .reader(
    [{ ifAny: 'ListOrganizationAdminAccounts' }],
    async ({ sdk, client, accountId, ask }): Promise<Standing> => {
      if ((await ask(detector))?.Status !== 'ENABLED') return { kind: 'off' };
      const position = await ask(organizationPosition);
      if (position.kind === 'standalone') return { kind: 'outside organization' };
      if (position.kind === 'delegated' && position.services.includes('guardduty.amazonaws.com'))
        return { kind: 'administrator' };
      const managementAccountId = position.organization.MasterAccountId;
      const administrators = async () =>
        position.kind === 'management'
          ? await pages(sdk.paginateListOrganizationAdminAccounts({ client, pageSize: 50 }, {}), (page) =>
              page.AdminAccounts?.flatMap(({ AdminAccountId, AdminStatus }) =>
                AdminAccountId !== undefined && AdminStatus === 'ENABLED' ? [AdminAccountId] : [],
              ),
            )
          : [];
      const [administrator, [administratorId]] = await Promise.all([
        ask(detectorAdministrator),
        administrators(),
      ]);
      if (administrator !== undefined)
        return { kind: 'member', managementAccountId, administratorId: administrator.AccountId };
      if (administratorId === accountId) return { kind: 'administrator' };
      const kind = (await ask(members)).some(isEnabled) ? 'inviter' : 'alone';
      return { kind, managementAccountId, administratorId };
    },
  );

/**
 * Which accounts of the organization GuardDuty is turned on in by itself: ALL, NEW or NONE. Undefined elsewhere than in
 * its administrator, who alone may ask.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DescribeOrganizationConfiguration.html
 */
export const organizationAutoEnable = guardduty
  .using(detector, standing)
  .reader(
    [{ ifAny: 'DescribeOrganizationConfiguration' }],
    async ({ sdk, client, ask }): Promise<AutoEnableMembers | undefined> => {
      const [found, { kind }] = await Promise.all([ask(detector), ask(standing)]);
      if (found === undefined || kind !== 'administrator') return undefined;
      const { AutoEnableOrganizationMembers } = await client.send(
        new sdk.DescribeOrganizationConfigurationCommand({ DetectorId: found.id }),
      );
      if (AutoEnableOrganizationMembers === undefined)
        throw new Error('AWS sent no AutoEnableOrganizationMembers');
      return AutoEnableOrganizationMembers;
    },
  );

/** An account of the organization that GuardDuty should watch, and what it is to the administrator, if anything. */
interface OrganizationMember {
  readonly account: OrganizationAccount;
  readonly member: DetectorMember | undefined;
}

/** Every other account in use of the organization, for its GuardDuty administrator; none elsewhere. */
export const organizationMembers = guardduty
  .using(standing, { ifAny: members }, { ifAny: accountsInUse })
  .reader([], async ({ accountId, ask }): Promise<readonly OrganizationMember[]> => {
    const { kind } = await ask(standing);
    if (kind !== 'administrator') return [];
    const [listed, accounts] = await Promise.all([ask(members), ask(accountsInUse)]);
    const byId = new Map(listed.map((member) => [member.AccountId, member]));
    return accounts
      .filter(({ Id }) => Id !== accountId)
      .map((account) => ({ account, member: byId.get(account.Id) }));
  });
