import { derive } from '../../aws/combine-readers.ts';
import {
  type Administrator,
  grantsFullAdministrator,
  grantsFullAdministratorWithin,
} from '../../policy/grants/administrator.ts';
import type { GrantCondition } from '../../policy/grants/conditions.ts';
import type { Holder } from '../../policy/grants/holder.ts';
import { parsePolicy } from '../../policy/language/document.ts';
import type { Policy, PolicyStatement } from '../../policy/language/policy.ts';
import {
  type AuthorizationDetails,
  authorizationDetails,
  groupsOf,
  type IamGroup,
  type IamRole,
  type IamUser,
} from './authorization-details.ts';

/** Policies that were parsed, and why others could not be: each reason names its policy. */
export interface HeldPolicies {
  readonly policies: readonly Policy[];
  readonly unread: readonly string[];
}

/** A policy that is written into a user, role or group. */
interface InlinePolicy extends HeldPolicies {
  readonly PolicyName: string | undefined;
}

/** A user, role or group with the policies that say what it may do. A policy is named by its ARN, or by where it is written. */
export interface PolicyHolder<Detail> {
  readonly detail: Detail;
  /** Undefined when AWS did not list them. */
  readonly inline: readonly InlinePolicy[] | undefined;
  /** Inline and attached policies; of a user also those of its groups. */
  readonly identity: HeldPolicies;
  /** Undefined where none is set. */
  readonly boundary: HeldPolicies | undefined;
  /** Who asks by these policies: the user or role, or the users of the group. */
  readonly holder: Holder;
}

export interface PolicyHolders {
  readonly users: readonly PolicyHolder<IamUser>[];
  readonly roles: readonly PolicyHolder<IamRole>[];
  readonly groups: readonly PolicyHolder<IamGroup>[];
  /** The version in force of each managed policy, by ARN. */
  readonly managed: ReadonlyMap<string, HeldPolicies>;
}

/** Users, roles and groups with their policies, every managed policy parsed once. */
export const policyHolders = derive({ details: authorizationDetails }, ({ details }) =>
  policyHoldersOf(details),
);

/**
 * The same when only some roles are others: users, groups and roles of `before` that `details` has too stay what they are.
 * @param details with the users, groups and policies of `before`, and perhaps more policies of AWS
 */
export function withRoles(before: PolicyHolders, details: AuthorizationDetails): PolicyHolders {
  const isRead = ({ identity, boundary }: PolicyHolder<unknown>) =>
    identity.unread.length === 0 && (boundary === undefined || boundary.unread.length === 0);
  // What could not be read before may be among the policies now.
  if (![...before.users, ...before.roles, ...before.groups].every(isRead)) return policyHoldersOf(details);
  const known = new Map(before.roles.map((holder) => [holder.detail, holder]));
  const others = details.RoleDetailList.filter((role) => !known.has(role));
  const added = policyHoldersOf({
    ...{ UserDetailList: [], GroupDetailList: [], RoleDetailList: others, Policies: details.Policies },
  });
  const all = new Map([...known, ...added.roles.map((holder) => [holder.detail, holder] as const)]);
  const roles = details.RoleDetailList.flatMap((role) => all.get(role) ?? []);
  return { users: before.users, groups: before.groups, roles, managed: added.managed };
}

export function policyHoldersOf(details: AuthorizationDetails): PolicyHolders {
  const managed = managedPolicies(details);
  const holderOf = <Detail extends IamUser | IamRole>(
    kind: 'user' | 'role',
    detail: Detail,
    inline: PolicyHolder<Detail>['inline'],
    inherited: readonly HeldPolicies[],
  ) => ({
    detail,
    inline,
    identity: together([ownPolicies(detail, inline, managed), ...inherited]),
    boundary: boundaryOf(detail, managed),
    holder: { ...accountOf(detail), kind, arn: detail.Arn, tags: tagsOf(detail) },
  });
  const groups = details.GroupDetailList.map((detail) => {
    const inline = inlinePolicies(detail, detail.GroupPolicyList);
    return {
      detail,
      inline,
      identity: ownPolicies(detail, inline, managed),
      boundary: undefined,
      holder: { ...accountOf(detail), kind: 'user' as const },
    };
  });
  const ofGroup = new Map(groups.map(({ detail, identity }) => [detail, identity]));
  return {
    users: details.UserDetailList.map((user) =>
      holderOf(
        'user',
        user,
        inlinePolicies(user, user.UserPolicyList),
        policiesOfGroups(details, user, ofGroup),
      ),
    ),
    roles: details.RoleDetailList.map((role) =>
      holderOf('role', role, inlinePolicies(role, role.RolePolicyList), []),
    ),
    groups,
    managed,
  };
}

/** The account and the partition that an ARN names. */
export function accountOf({ Arn }: { readonly Arn: string }): Holder {
  const [, partition, , , accountId] = Arn.split(':');
  return { accountId, partition };
}

function tagsOf({ Tags }: IamUser | IamRole): Holder['tags'] {
  return Tags && new Map(Tags.map(({ Key = '', Value = '' }) => [Key.toLowerCase(), Value]));
}

type ManagedPolicies = PolicyHolders['managed'];

function managedPolicies({ Policies }: AuthorizationDetails): ManagedPolicies {
  return new Map(
    Policies.map((policy) => {
      const { Arn, DefaultVersionId, PolicyVersionList } = policy;
      const inForce = PolicyVersionList?.find(
        ({ IsDefaultVersion, VersionId }) =>
          IsDefaultVersion ?? (VersionId !== undefined && VersionId === DefaultVersionId),
      );
      return [Arn, once(policy, () => parsed(Arn, inForce?.Document))];
    }),
  );
}

/** Policies that were parsed, kept with what AWS said of them: permission sets are judged among the same ones again. */
const known = new WeakMap<object, HeldPolicies>();

function once(said: object, parse: () => HeldPolicies): HeldPolicies {
  const held = known.get(said) ?? parse();
  known.set(said, held);
  return held;
}

function parsed(name: string, text: string | undefined): HeldPolicies {
  if (text === undefined) return unread(`AWS did not send the policy ${name}`);
  const policy = parsePolicy(text);
  return policy.ok
    ? { policies: [{ name, document: policy.document }], unread: [] }
    : unread(`the policy ${name} is ${policy.reason}`);
}

const unread = (reason: string): HeldPolicies => ({ policies: [], unread: [reason] });

function together(held: readonly HeldPolicies[]): HeldPolicies {
  return { policies: held.flatMap(({ policies }) => policies), unread: held.flatMap(({ unread }) => unread) };
}

function inlinePolicies(
  { Arn }: IamUser | IamRole | IamGroup,
  inline: IamUser['UserPolicyList'],
): readonly InlinePolicy[] | undefined {
  return inline?.map((policy) => {
    const { PolicyName, PolicyDocument } = policy;
    return { PolicyName, ...once(policy, () => parsed(`${PolicyName} in ${Arn}`, PolicyDocument)) };
  });
}

function ownPolicies(
  { Arn, AttachedManagedPolicies }: IamUser | IamRole | IamGroup,
  inline: readonly InlinePolicy[] | undefined,
  managed: ManagedPolicies,
): HeldPolicies {
  return together([
    ...(inline ?? [unread(`AWS did not list the policies in ${Arn}`)]),
    ...(AttachedManagedPolicies?.map(({ PolicyArn }) => byArn(PolicyArn, managed)) ?? [
      unread(`AWS did not list the policies attached to ${Arn}`),
    ]),
  ]);
}

function byArn(arn: string | undefined, managed: ManagedPolicies): HeldPolicies {
  return managed.get(arn ?? '') ?? unread(`AWS did not send the policy ${arn ?? 'without an ARN'}`);
}

function policiesOfGroups(
  details: AuthorizationDetails,
  user: IamUser,
  ofGroup: ReadonlyMap<IamGroup, HeldPolicies>,
): readonly HeldPolicies[] {
  const groups = groupsOf(details, user);
  if (groups === undefined) return [unread(`AWS did not describe all groups of ${user.Arn}`)];
  return groups.flatMap((group) => ofGroup.get(group) ?? []);
}

function boundaryOf(
  { PermissionsBoundary }: IamUser | IamRole,
  managed: ManagedPolicies,
): HeldPolicies | undefined {
  return PermissionsBoundary && byArn(PermissionsBoundary.PermissionsBoundaryArn, managed);
}

/**
 * Whether a user or role is an administrator: `conditional` where only requests are that meet some conditions, and
 * `unknown` with the reason.
 */
export type AdministratorAccess =
  | (Granted & { readonly granted: 'yes' })
  | (Granted & { readonly granted: 'conditional'; readonly conditions: readonly GrantCondition[] })
  | { readonly granted: 'no' }
  | { readonly granted: 'unknown'; readonly reason: string };

/** Administrator access, and what gives it. */
export interface Granted {
  readonly statements: readonly PolicyStatement[];
  /** What must hold besides; none where it is given whatever a request says. */
  readonly conditions?: readonly GrantCondition[];
  /** What a NotAction leaves out and the catalogue of actions does not know, so that it leaves out nothing. */
  readonly unknownActions?: readonly string[];
}

/**
 * Whether the policies of a user or role allow every action on every resource, and its boundary does too.
 * @param now the moment of the scan, by which the dates of conditions are judged
 */
export function administratorAccess(
  held: Pick<PolicyHolder<unknown>, 'identity' | 'boundary' | 'holder'>,
  now: Date,
): AdministratorAccess {
  const answer = answers.get(held);
  if (answer?.now === now) return answer.access;
  const access = judged(held, now);
  answers.set(held, { now, access });
  return access;
}

/** Kept, since several rules ask about the same users and roles. */
const answers = new WeakMap<object, { readonly now: Date; readonly access: AdministratorAccess }>();

function judged(
  { identity, boundary, holder }: Pick<PolicyHolder<unknown>, 'identity' | 'boundary' | 'holder'>,
  now: Date,
): AdministratorAccess {
  const administrator = grantsFullAdministratorWithin(boundary?.policies, identity.policies, holder, now);
  if (administrator) return accessBy(administrator);
  const unread = [identity, ...(boundary ? [boundary] : [])];
  const [first] = unread.flatMap(({ unread }) => unread);
  return first === undefined || limits(identity, holder, now) || (boundary && limits(boundary, holder, now))
    ? { granted: 'no' }
    : { granted: 'unknown', reason: first };
}

/** Whether these policies were all read and do not allow everything. */
function limits({ policies, unread }: HeldPolicies, holder: Holder, now: Date): boolean {
  return unread.length === 0 && grantsFullAdministrator(policies, holder, now) === undefined;
}

/** What an answer about policies says of whoever has them. */
export function accessBy({ statements, conditions, unknownActions }: Administrator): AdministratorAccess {
  const granted = { statements, ...(unknownActions.length > 0 && { unknownActions }) };
  return conditions.length === 0
    ? { granted: 'yes', ...granted }
    : { granted: 'conditional', ...granted, conditions };
}

/** The deciding statements as evidence: the policy's name, and the statement as AWS gave it. */
export function quoted(statements: readonly PolicyStatement[]) {
  return statements.map(({ policy, statement }) => ({ policy, statement: statement.original }));
}
