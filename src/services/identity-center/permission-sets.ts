import type {
  AccountAssignment,
  PermissionSet as Description,
  PermissionsBoundary,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { derive, everyRegion } from '../../aws/combine-readers.ts';
import { pages } from '../../aws/pages.ts';
import { ReadError } from '../../aws/read-error.ts';
import type { Answer, Reader } from '../../aws/reader.ts';
import type { AdministratorAccess } from '../iam/policy-holders.ts';
import { type OrganizationPosition, organizationPosition } from '../organizations/organization.ts';
import { identityCenterInstances } from './instances.ts';
import { accessOf, type PermissionSetPolicies, withinBoundary } from './permission-set-access.ts';
import { ssoAdmin } from './service.ts';

/** A permission set with all that it gives. */
interface PermissionSet extends SetName {
  /** Where the instance lives. */
  readonly region: string;
  readonly policies: Answer<PermissionSetPolicies>;
}

interface DescribedSet extends PermissionSet {
  /** Undefined where none is set. */
  readonly boundary: Answer<PermissionsBoundary | undefined>;
  readonly description: Answer<Description>;
}

/** A permission set that gives administrator access, or of which nobody knows that it does not. */
export interface AdministratorSet extends SetName {
  /** Where the instance lives. */
  readonly region: string;
  readonly access: Answer<AdministratorAccess>;
  readonly description: Answer<Description>;
}

/** Such a set with the people and groups that have it in some account. */
export interface AssignedSet extends AdministratorSet {
  readonly AccountAssignments: readonly AccountAssignment[];
  /** Why there may be more assignments; undefined where these are all. */
  readonly unread: ReadError | undefined;
}

/** A permission set that is known not to give administrator access, or not known to. */
export interface LesserSet extends DescribedSet {
  /** The accounts that somebody has it in. */
  readonly AccountIds: Answer<readonly string[]>;
}

/** What is read of the organization's instance, or why this account has nothing to read. */
export type OfInstance<T> =
  | { readonly kind: 'read'; readonly sets: readonly T[] }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The sets of the organization's instance, if it lives in the Region and this account administers it: three calls each.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSets.html
 */
const permissionSetsHere = ssoAdmin
  .using({ ifAny: identityCenterInstances }, organizationPosition)
  .reader(
    [
      { ifAny: 'ListPermissionSets' },
      { ifAny: 'ListManagedPoliciesInPermissionSet' },
      { ifAny: 'GetInlinePolicyForPermissionSet' },
      { ifAny: 'ListCustomerManagedPolicyReferencesInPermissionSet' },
    ],
    async ({ sdk, client, region, ask, each }): Promise<readonly PermissionSet[] | undefined> => {
      const owner = instanceOwner(await ask(organizationPosition));
      if (owner.kind === 'none') return undefined;
      const instances = await ask(identityCenterInstances);
      const InstanceArn = instances.find(
        ({ OwnerAccountId }) => OwnerAccountId === owner.accountId,
      )?.InstanceArn;
      if (InstanceArn === undefined) return undefined;

      const policies = async (set: SetName): Promise<PermissionSetPolicies> => {
        const [AttachedManagedPolicies, { InlinePolicy }, CustomerManagedPolicyReferences] =
          await Promise.all([
            pages(
              sdk.paginateListManagedPoliciesInPermissionSet({ client, pageSize: 100 }, { ...set }),
              (page) => page.AttachedManagedPolicies,
            ),
            client.send(new sdk.GetInlinePolicyForPermissionSetCommand(set)),
            pages(
              sdk.paginateListCustomerManagedPolicyReferencesInPermissionSet(
                { client, pageSize: 100 },
                { ...set },
              ),
              (page) => page.CustomerManagedPolicyReferences,
            ),
          ]);
        return { AttachedManagedPolicies, InlinePolicy, CustomerManagedPolicyReferences };
      };

      const arns = await pages(
        sdk.paginateListPermissionSets({ client, pageSize: 100 }, { InstanceArn }),
        (page) => page.PermissionSets,
      );
      const read = await each(arns, (PermissionSetArn) => policies({ InstanceArn, PermissionSetArn }));
      return read.map(({ item: PermissionSetArn, answer }) => ({
        InstanceArn,
        PermissionSetArn,
        region,
        policies: answer,
      }));
    },
  );

/** Of those the ones that may give administrator access, but for their boundary: two calls more each. */
const perhapsAdministratorsHere = ssoAdmin
  .using(permissionSetsHere)
  .reader(
    [{ ifAny: 'GetPermissionsBoundaryForPermissionSet' }, { ifAny: 'DescribePermissionSet' }],
    async ({ sdk, client, partition, now, ask, each }): Promise<readonly DescribedSet[] | undefined> => {
      const sets = await ask(permissionSetsHere);
      return (
        sets &&
        described(
          sets.filter(
            ({ policies }) => !policies.ok || accessOf(policies.value, partition.id, now).granted !== 'no',
          ),
          { sdk, client, each },
        )
      );
    },
  );

interface Connection {
  readonly sdk: typeof import('@aws-sdk/client-sso-admin');
  readonly client: SSOAdminClient;
  readonly each: <Item, T>(
    items: Iterable<Item>,
    question: (item: Item) => Promise<T>,
  ) => Promise<readonly { readonly item: Item; readonly answer: Answer<T> }[]>;
}

async function described(
  sets: readonly PermissionSet[],
  { sdk, client, each }: Connection,
): Promise<DescribedSet[]> {
  const boundary = async ({ InstanceArn, PermissionSetArn }: SetName) => {
    const set = { InstanceArn, PermissionSetArn };
    try {
      return (await client.send(new sdk.GetPermissionsBoundaryForPermissionSetCommand(set)))
        .PermissionsBoundary;
    } catch (error) {
      if (error instanceof sdk.ResourceNotFoundException) return undefined;
      throw error;
    }
  };
  const describe = async ({ InstanceArn, PermissionSetArn }: SetName): Promise<Description> => {
    const set = { InstanceArn, PermissionSetArn };
    const { PermissionSet } = await client.send(new sdk.DescribePermissionSetCommand(set));
    if (PermissionSet === undefined) throw new Error(`AWS did not describe ${PermissionSetArn}`);
    return PermissionSet;
  };
  const bounded = await each(sets, boundary);
  return (await each(bounded, ({ item }) => describe(item))).map(({ item, answer: description }) => ({
    ...item.item,
    boundary: item.answer,
    description,
  }));
}

function accessWithin(
  { policies, boundary }: DescribedSet,
  partition: string,
  now: Date,
): Answer<AdministratorAccess> {
  if (!policies.ok) return policies;
  const own = accessOf(policies.value, partition, now);
  if (own.granted === 'no') return { ok: true, value: own };
  return boundary.ok ? { ok: true, value: withinBoundary(own, boundary.value) } : boundary;
}

const administratorSetsHere = derive({ sets: perhapsAdministratorsHere }, ({ sets }, { session }) =>
  sets?.flatMap((set): AdministratorSet[] => {
    const { InstanceArn, PermissionSetArn, region, description } = set;
    const access = accessWithin(set, session.partition.id, session.now);
    return access.ok && access.value.granted === 'no'
      ? []
      : [{ InstanceArn, PermissionSetArn, region, access, description }];
  }),
);

/**
 * The other sets, and those of which that is not known: two calls each, and one for where they are.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountsForProvisionedPermissionSet.html
 */
const lesserSetsHere = ssoAdmin
  .using(permissionSetsHere, perhapsAdministratorsHere)
  .reader(
    [
      { ifAny: 'GetPermissionsBoundaryForPermissionSet' },
      { ifAny: 'DescribePermissionSet' },
      { ifAny: 'ListAccountsForProvisionedPermissionSet' },
    ],
    async ({ sdk, client, partition, now, ask, each }): Promise<readonly LesserSet[] | undefined> => {
      const sets = await ask(permissionSetsHere);
      const perhaps = await ask(perhapsAdministratorsHere);
      if (sets === undefined || perhaps === undefined) return undefined;
      const told = new Set(perhaps.map(({ PermissionSetArn }) => PermissionSetArn));
      const rest = sets.filter(({ PermissionSetArn }) => !told.has(PermissionSetArn));
      const lesser = [...perhaps, ...(await described(rest, { sdk, client, each }))].filter((set) => {
        const access = accessWithin(set, partition.id, now);
        return !access.ok || access.value.granted === 'no' || access.value.granted === 'unknown';
      });
      const placed = await each(lesser, ({ InstanceArn, PermissionSetArn }) =>
        pages(
          sdk.paginateListAccountsForProvisionedPermissionSet(
            { client, pageSize: 100 },
            { InstanceArn, PermissionSetArn },
          ),
          (page) => page.AccountIds,
        ),
      );
      return placed.map(({ item, answer }) => ({ ...item, AccountIds: answer }));
    },
  );

/** What the calls about a set take. Each gets a copy: the SDK's paginators write their token into it. */
interface SetName {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountAssignments.html */
const assignedSetsHere = ssoAdmin
  .using(administratorSetsHere)
  .reader(
    [{ ifAny: 'ListAccountsForProvisionedPermissionSet' }, { ifAny: 'ListAccountAssignments' }],
    async ({ sdk, client, ask, each }): Promise<readonly AssignedSet[] | undefined> => {
      const assignments = async ({ InstanceArn, PermissionSetArn }: SetName) => {
        const set = { InstanceArn, PermissionSetArn };
        const accounts = await pages(
          sdk.paginateListAccountsForProvisionedPermissionSet({ client, pageSize: 100 }, { ...set }),
          (page) => page.AccountIds,
        );
        return each(accounts, (AccountId) =>
          pages(
            sdk.paginateListAccountAssignments({ client, pageSize: 100 }, { ...set, AccountId }),
            (page) => page.AccountAssignments,
          ),
        );
      };
      const sets = await ask(administratorSetsHere);
      if (sets === undefined) return undefined;
      return (await each(sets, assignments)).map(({ item: set, answer }) => {
        const perAccount = answer.ok ? answer.value.map((account) => account.answer) : [answer];
        return {
          ...set,
          AccountAssignments: perAccount.flatMap((one) => (one.ok ? one.value : [])),
          unread: ReadError.combine(perAccount.flatMap((one) => (one.ok ? [] : [one.error]))),
        };
      });
    },
  );

/** The administrator sets of the organization. */
export const administratorSets = ofInstance(administratorSetsHere);

/** The same, with who has them where. */
export const assignedSets = ofInstance(assignedSetsHere);

/** The sets of the organization that do not give administrator access, or may not, with where they are. */
export const lesserSets = ofInstance(lesserSetsHere);

/** An organization has one instance; replicas of it in other Regions tell the same. */
function ofInstance<T extends SetName>(here: Reader<readonly T[] | undefined>): Reader<OfInstance<T>> {
  return derive(
    { regions: everyRegion(here), position: organizationPosition },
    ({ regions, position }): OfInstance<T> => {
      const owner = instanceOwner(position);
      if (owner.kind === 'none') return owner;
      const told = regions.flatMap(({ answer }) =>
        answer.ok && answer.value !== undefined ? [answer.value] : [],
      );
      if (told.length > 0)
        return {
          kind: 'read',
          sets: [...new Map(told.flat().map((set) => [set.PermissionSetArn, set])).values()],
        };
      const failure = ReadError.combine(regions.flatMap(({ answer }) => (answer.ok ? [] : [answer.error])));
      if (failure !== undefined) throw failure;
      return {
        kind: 'none',
        reason: 'the organization has no instance of Identity Center: identity-center/missing reports it',
      };
    },
  );
}

/**
 * The account whose instance this one administers: permission sets belong to the instance of an organization, which its
 * management account and the delegated administrator of Identity Center may read.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/account-instances-identity-center.html
 */
function instanceOwner(
  position: OrganizationPosition,
):
  | { readonly kind: 'owner'; readonly accountId: string }
  | { readonly kind: 'none'; readonly reason: string } {
  if (position.kind === 'standalone')
    return {
      kind: 'none',
      reason:
        'the account belongs to no organization, and only the instance of an organization has permission sets',
    };
  const { MasterAccountId } = position.organization;
  const administers =
    position.kind === 'management' ||
    (position.kind === 'delegated' && position.services.includes('sso.amazonaws.com'));
  return administers
    ? { kind: 'owner', accountId: MasterAccountId }
    : {
        kind: 'none',
        reason: `only the management account ${MasterAccountId} and the delegated administrator of IAM Identity Center can read its permission sets`,
      };
}
