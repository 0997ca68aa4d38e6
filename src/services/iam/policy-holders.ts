import { derive } from '../../aws/reader.ts';
import { parsePolicy } from '../../policy/language/document.ts';
import type { Policy, PolicyStatement } from '../../policy/language/policy.ts';
import { grantsFullAdministrator } from '../../policy/questions.ts';
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

export function policyHoldersOf(details: AuthorizationDetails): PolicyHolders {
  const managed = managedPolicies(details);
  const holder = <Detail extends IamUser | IamRole>(
    detail: Detail,
    inline: PolicyHolder<Detail>['inline'],
    inherited: readonly HeldPolicies[],
  ) => ({
    detail,
    inline,
    identity: together([ownPolicies(detail, inline, managed), ...inherited]),
    boundary: boundaryOf(detail, managed),
  });
  const groups = details.GroupDetailList.map((detail) => {
    const inline = inlinePolicies(detail, detail.GroupPolicyList);
    return { detail, inline, identity: ownPolicies(detail, inline, managed), boundary: undefined };
  });
  const ofGroup = new Map(groups.map(({ detail, identity }) => [detail, identity]));
  return {
    users: details.UserDetailList.map((user) =>
      holder(user, inlinePolicies(user, user.UserPolicyList), policiesOfGroups(details, user, ofGroup)),
    ),
    roles: details.RoleDetailList.map((role) => holder(role, inlinePolicies(role, role.RolePolicyList), [])),
    groups,
    managed,
  };
}

type ManagedPolicies = PolicyHolders['managed'];

function managedPolicies({ Policies }: AuthorizationDetails): ManagedPolicies {
  return new Map(
    Policies.map(({ Arn, DefaultVersionId, PolicyVersionList }) => {
      const inForce = PolicyVersionList?.find(
        ({ IsDefaultVersion, VersionId }) =>
          IsDefaultVersion ?? (VersionId !== undefined && VersionId === DefaultVersionId),
      );
      return [Arn, parsed(Arn, inForce?.Document)];
    }),
  );
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
  return inline?.map(({ PolicyName, PolicyDocument }) => ({
    PolicyName,
    ...parsed(`${PolicyName} in ${Arn}`, PolicyDocument),
  }));
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

/** Whether a user or role is an administrator. `unknown` gives the reason. */
export type AdministratorAccess =
  | { readonly granted: 'yes'; readonly statements: readonly PolicyStatement[] }
  | { readonly granted: 'no' }
  | { readonly granted: 'unknown'; readonly reason: string };

/**
 * Whether the policies of a user or role allow every action on every resource, and its boundary does too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function administratorAccess({
  identity,
  boundary,
}: Pick<PolicyHolder<unknown>, 'identity' | 'boundary'>): AdministratorAccess {
  const own = grantedBy(identity);
  const limit = boundary === undefined ? own : grantedBy(boundary);
  if (limit.granted === 'no') return limit;
  return own.granted === 'yes' ? (limit.granted === 'yes' ? own : limit) : own;
}

/** Kept with the policies, which several rules ask about: they do not change. */
const known = new WeakMap<HeldPolicies, AdministratorAccess>();

function grantedBy(held: HeldPolicies): AdministratorAccess {
  const access = known.get(held) ?? judged(held);
  known.set(held, access);
  return access;
}

function judged({ policies, unread: [reason] }: HeldPolicies): AdministratorAccess {
  const administrator = grantsFullAdministrator(policies);
  if (administrator) return { granted: 'yes', statements: administrator.statements };
  return reason === undefined ? { granted: 'no' } : { granted: 'unknown', reason };
}

/** The deciding statements as evidence: the policy's name, and the statement as AWS gave it. */
export function quoted(statements: readonly PolicyStatement[]) {
  return statements.map(({ policy, statement }) => ({ policy, statement: statement.original }));
}
