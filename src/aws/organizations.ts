import { pages } from './pages.ts';
import { service } from './service.ts';

const organizations = service({
  id: 'organizations',
  region: 'global',
  load: () => import('@aws-sdk/client-organizations'),
  client: (sdk, config) => new sdk.OrganizationsClient(config),
});

/** What every account of an organization may know of it. The mail address of its owner is left out. */
export interface Organization {
  readonly Id: string | undefined;
  readonly Arn: string | undefined;
  /** CONSOLIDATED_BILLING has no policies: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html */
  readonly FeatureSet: 'ALL' | 'CONSOLIDATED_BILLING' | undefined;
  readonly MasterAccountId: string;
  readonly MasterAccountArn: string | undefined;
}

/**
 * The organization of the account, or undefined when it belongs to none. Any account may ask.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 */
export const organization = organizations.reader(
  ['organizations:DescribeOrganization'],
  async ({ sdk, client }): Promise<Organization | undefined> => {
    try {
      const { Organization: answer } = await client.send(new sdk.DescribeOrganizationCommand({}));
      if (answer?.MasterAccountId === undefined) throw new Error('AWS did not name the management account');
      const { Id, Arn, FeatureSet, MasterAccountId, MasterAccountArn } = answer;
      return { Id, Arn, FeatureSet, MasterAccountId, MasterAccountArn };
    } catch (error) {
      if (error instanceof sdk.AWSOrganizationsNotInUseException) return undefined;
      throw error;
    }
  },
);

/** Who the account is in its organization. */
export type OrganizationPosition =
  | { readonly kind: 'standalone' }
  | { readonly kind: 'management'; readonly organization: Organization }
  /** `services` are principals such as `guardduty.amazonaws.com`, sorted. */
  | { readonly kind: 'delegated'; readonly organization: Organization; readonly services: readonly string[] }
  | { readonly kind: 'member'; readonly organization: Organization };

/**
 * Own account, member, management account, or delegated administrator and for what. Only the management account and
 * delegated administrators may ask for delegated services, so being turned away by position is an answer too.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedServicesForAccount.html
 */
export const organizationPosition = organizations.reader(
  [...organization.actions, 'organizations:ListDelegatedServicesForAccount'],
  async ({ sdk, client, place, attempt }): Promise<OrganizationPosition> => {
    const ours = await organization(place);
    if (ours === undefined) return { kind: 'standalone' };
    const { accountId } = place.session;
    if (ours.MasterAccountId === accountId) return { kind: 'management', organization: ours };

    const delegated = await attempt(() =>
      pages(
        sdk.paginateListDelegatedServicesForAccount({ client, pageSize: 20 }, { AccountId: accountId }),
        (page) => page.DelegatedServices,
      ),
    );
    if (!delegated.ok) {
      const { byPosition, cause } = delegated.error;
      if (byPosition || cause instanceof sdk.AccountNotRegisteredException)
        return { kind: 'member', organization: ours };
      throw delegated.error;
    }
    const services = delegated.value.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []).sort();
    return services.length === 0
      ? { kind: 'member', organization: ours }
      : { kind: 'delegated', organization: ours, services };
  },
);
