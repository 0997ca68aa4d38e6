import type { AccountAssignment, PermissionSet as Description } from '@aws-sdk/client-sso-admin';
import { pages } from '../../aws/pages.ts';
import { ReadError } from '../../aws/read-error.ts';
import { type Answer, derive, everyRegion, type Reader } from '../../aws/reader.ts';
import type { AdministratorAccess } from '../iam/policy-holders.ts';
import { type OrganizationPosition, organizationPosition } from '../organizations/organization.ts';
import { identityCenterInstances } from './instances.ts';
import { accessOf, type PermissionSetPolicies, withinBoundary } from './permission-set-access.ts';
import { ssoAdmin } from './service.ts';

/** A permission set that gives administrator access, or of which nobody knows that it does not. */
export interface AdministratorSet {
  readonly PermissionSetArn: string;
  readonly InstanceArn: string;
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

/** What is read of the organization's instance, or why this account has nothing to read. */
export type OfInstance<T> =
  | { readonly kind: 'read'; readonly sets: readonly T[] }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The administrator sets of the organization's instance, if it lives in the Region and this account administers it.
 * Each set costs three calls, and two more when it is one of them.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSets.html
 */
const administratorSetsHere = ssoAdmin
  .using(identityCenterInstances, organizationPosition)
  .reader(
    [
      'ListPermissionSets',
      'ListManagedPoliciesInPermissionSet',
      'GetInlinePolicyForPermissionSet',
      'ListCustomerManagedPolicyReferencesInPermissionSet',
      'GetPermissionsBoundaryForPermissionSet',
      'DescribePermissionSet',
    ],
    async ({
      sdk,
      client,
      partition,
      region,
      now,
      ask,
      each,
    }): Promise<readonly AdministratorSet[] | undefined> => {
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
      const boundary = async (set: SetName) => {
        try {
          return (await client.send(new sdk.GetPermissionsBoundaryForPermissionSetCommand(set)))
            .PermissionsBoundary;
        } catch (error) {
          if (error instanceof sdk.ResourceNotFoundException) return undefined;
          throw error;
        }
      };
      const access = async (set: SetName): Promise<AdministratorAccess> => {
        const own = accessOf(await policies(set), partition.id, now);
        return own.granted === 'no' ? own : withinBoundary(own, await boundary(set));
      };
      const describe = async (set: SetName): Promise<Description> => {
        const { PermissionSet } = await client.send(new sdk.DescribePermissionSetCommand(set));
        if (PermissionSet === undefined) throw new Error(`AWS did not describe ${set.PermissionSetArn}`);
        return PermissionSet;
      };

      const arns = await pages(
        sdk.paginateListPermissionSets({ client, pageSize: 100 }, { InstanceArn }),
        (page) => page.PermissionSets,
      );
      const accesses = await each(arns, (PermissionSetArn) => access({ InstanceArn, PermissionSetArn }));
      const administrators = accesses.filter(({ answer }) => !answer.ok || answer.value.granted !== 'no');
      const described = await each(administrators, ({ item: PermissionSetArn }) =>
        describe({ InstanceArn, PermissionSetArn }),
      );
      return described.map(({ item: { item: PermissionSetArn, answer }, answer: description }) => ({
        InstanceArn,
        PermissionSetArn,
        region,
        access: answer,
        description,
      }));
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
    ['ListAccountsForProvisionedPermissionSet', 'ListAccountAssignments'],
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
