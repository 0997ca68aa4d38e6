import type { Account, PolicyTargetSummary, PolicyType, Root } from '@aws-sdk/client-organizations';
import { derive, optional } from '../../aws/combine-readers.ts';
import { pages } from '../../aws/pages.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { organizations } from './service.ts';

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
  ['DescribeOrganization'],
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
export const organizationPosition = organizations
  .using(organization)
  .reader(
    [{ ifAny: 'ListDelegatedServicesForAccount' }],
    async ({ sdk, client, accountId, ask, attempt }): Promise<OrganizationPosition> => {
      const ours = await ask(organization);
      if (ours === undefined) return { kind: 'standalone' };
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

/** The same, for rules that only weigh by it what they find. */
export const optionalOrganizationPosition = optional(organizationPosition);

/**
 * The root above all accounts, with the policy types that are enabled in it. An organization has one.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListRoots.html
 */
export const organizationRoot = organizations.reader(
  ['ListRoots'],
  async ({ sdk, client }): Promise<Root & Identity> => {
    const [root] = await pages(sdk.paginateListRoots({ client, pageSize: 20 }, {}), (page) => page.Roots);
    return { ...root, ...identity(root) };
  },
);

interface Identity {
  readonly Id: string;
  readonly Arn: string;
}

/** What has no id cannot be asked for; AWS documents both fields for everything in an organization. */
function identity(
  item: { readonly Id?: string | undefined; readonly Arn?: string | undefined } | undefined,
): Identity {
  if (item?.Id === undefined || item.Arn === undefined) throw new Error('AWS left out an Id or an Arn');
  return { Id: item.Id, Arn: item.Arn };
}

/** An OU or an account. */
export interface TreeNode extends Identity {
  readonly Name: string | undefined;
  readonly ParentId: string;
  /** The ids from the root to itself: where policies that affect it can be attached. */
  readonly path: readonly string[];
}

export type OrganizationalUnit = TreeNode;

/** An account of the organization. The mail address of its owner is left out. */
export interface OrganizationAccount extends TreeNode {
  readonly State: Account['State'];
}

/** Every OU, parents before their children, and every account. */
export interface OrganizationTree {
  readonly units: readonly OrganizationalUnit[];
  readonly accounts: readonly OrganizationAccount[];
}

/**
 * The whole organization below its root, in two calls a parent, which tell the parents too.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export const organizationTree = organizations
  .using(organizationRoot)
  .reader(
    ['ListAccountsForParent', 'ListOrganizationalUnitsForParent'],
    async ({ sdk, client, ask }): Promise<OrganizationTree> => {
      const below = async (path: readonly string[], ParentId: string): Promise<OrganizationTree> => {
        const node = (item: {
          Id?: string | undefined;
          Arn?: string | undefined;
          Name?: string | undefined;
        }) => {
          const { Id, Arn } = identity(item);
          return { Id, Arn, Name: item.Name, ParentId, path: [...path, Id] };
        };
        const [units, accounts] = await Promise.all([
          pages(
            sdk.paginateListOrganizationalUnitsForParent({ client, pageSize: 20 }, { ParentId }),
            (page) => page.OrganizationalUnits?.map(node),
          ),
          pages(sdk.paginateListAccountsForParent({ client, pageSize: 20 }, { ParentId }), (page) =>
            page.Accounts?.map((account) => ({ ...node(account), State: account.State })),
          ),
        ]);
        const deeper = await Promise.all(units.map((unit) => below(unit.path, unit.Id)));
        return {
          units: [...units, ...deeper.flatMap((tree) => tree.units)],
          accounts: [...accounts, ...deeper.flatMap((tree) => tree.accounts)],
        };
      };
      const root = await ask(organizationRoot);
      return below([root.Id], root.Id);
    },
  );

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
const ON_THE_WAY_OUT: readonly Account['State'][] = ['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'];

/** The accounts in use, the management account among them. */
export const accountsInUse = derive({ tree: organizationTree }, ({ tree }): readonly OrganizationAccount[] =>
  tree.accounts.filter(({ State }) => !ON_THE_WAY_OUT.includes(State)),
);

/** The accounts in use but the management account, which no policy of the organization affects. */
export const memberAccounts = derive(
  { organization, accounts: accountsInUse },
  ({ organization: ours, accounts }): readonly OrganizationAccount[] =>
    accounts.filter(({ Id }) => Id !== ours?.MasterAccountId),
);

export interface OrganizationPolicy extends Identity {
  readonly Name: string | undefined;
  readonly AwsManaged: boolean | undefined;
}

/** A policy of the organization, and where it is attached. */
export type PlacedPolicy = ItemAnswer<OrganizationPolicy, readonly PolicyTargetSummary[]>;

/**
 * All service control policies, or undefined where the root does not have them enabled: then they are attached to
 * nothing. https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html
 */
export const serviceControlPolicies = policiesOfType('SERVICE_CONTROL_POLICY');

function policiesOfType(type: PolicyType) {
  return organizations
    .using(organizationRoot)
    .reader(
      [{ ifAny: 'ListPolicies' }, { ifAny: 'ListTargetsForPolicy' }],
      async ({ sdk, client, ask, each }): Promise<readonly PlacedPolicy[] | undefined> => {
        const enabled = policyTypeEnabled(await ask(organizationRoot), type);
        if (enabled === undefined) throw new Error('AWS did not list the policy types of the root');
        if (!enabled) return undefined;
        const policies = await pages(
          sdk.paginateListPolicies({ client, pageSize: 20 }, { Filter: type }),
          (page) =>
            page.Policies?.map((policy) => ({
              ...identity(policy),
              Name: policy.Name,
              AwsManaged: policy.AwsManaged,
            })),
        );
        return each(policies, ({ Id }) =>
          pages(
            sdk.paginateListTargetsForPolicy({ client, pageSize: 20 }, { PolicyId: Id }),
            (page) => page.Targets,
          ),
        );
      },
    );
}

/** Whether the root has a type of policies enabled; undefined when AWS did not say. PENDING_ENABLE is not yet. */
export function policyTypeEnabled({ PolicyTypes }: Root, type: PolicyType): boolean | undefined {
  return PolicyTypes?.some(({ Type, Status }) => Type === type && Status === 'ENABLED');
}

/** The SCP that AWS attaches where no other is: it allows everything. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
export const FULL_AWS_ACCESS = 'p-FullAWSAccess';

/**
 * The documents of the service control policies that are attached to something, without FullAWSAccess, whose document
 * is known. https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html
 */
export const serviceControlDocuments = organizations
  .using(serviceControlPolicies)
  .reader(
    [{ ifAny: 'DescribePolicy' }],
    async ({ sdk, client, ask, each }): Promise<readonly ItemAnswer<OrganizationPolicy, string>[]> => {
      const policies = (await ask(serviceControlPolicies)) ?? [];
      const attached = policies.filter(
        ({ item, answer }) => item.Id !== FULL_AWS_ACCESS && (!answer.ok || answer.value.length > 0),
      );
      return each(
        attached.map(({ item }) => item),
        async ({ Id }) => {
          const { Policy } = await client.send(new sdk.DescribePolicyCommand({ PolicyId: Id }));
          if (Policy?.Content === undefined) throw new Error(`AWS sent no document of ${Id}`);
          return Policy.Content;
        },
      );
    },
  );
