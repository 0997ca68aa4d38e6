import { derive } from '../../aws/reader.ts';
import type { AccountFacts, Actor } from '../../policy/escalation/actor.ts';
import { escalations, type Standing } from '../../policy/escalation/escalations.ts';
import type { Permission } from '../../policy/escalation/permission.ts';
import type { Chain, Step } from '../../policy/escalation/step.ts';
import { grantsFullAdministrator } from '../../policy/grants/administrator.ts';
import { asWritten } from '../../policy/grants/in-words.ts';
import { parsePolicy } from '../../policy/language/document.ts';
import type { Policy } from '../../policy/language/policy.ts';
import {
  type AuthorizationDetails,
  authorizationDetails,
  groupsOf,
  type IamGroup,
  type IamRole,
  type IamUser,
} from './authorization-details.ts';
import { type PolicyHolder, type PolicyHolders, policyHolders, quoted } from './policy-holders.ts';
import { isOfIdentityCenter, isServiceLinked } from './role-trust.ts';
import { trustPolicyOf } from './trust-policy.ts';

/** How far a user or role gets, by paths that are known to lead to administrator access. */
export interface Escalation {
  readonly holder: PolicyHolder<IamUser | IamRole>;
  readonly kind: 'user' | 'role';
  readonly standing: Standing;
}

/** All users and roles of the account, but service-linked roles: those do what their service does and nothing else. */
export const privilegeEscalations = derive(
  { details: authorizationDetails, holders: policyHolders },
  ({ details, holders }, { session }) =>
    privilegeEscalationsOf(details, holders, {
      id: session.accountId,
      partition: session.partition.id,
      now: session.now,
    }),
);

interface Account {
  readonly id: string;
  readonly partition: string;
  /** The moment at which dates in policies are judged. */
  readonly now: Date;
}

export function privilegeEscalationsOf(
  details: AuthorizationDetails,
  holders: PolicyHolders,
  account: Account,
): readonly Escalation[] {
  const users = holders.users.map((holder) => ({ holder, actor: userActor(details, holder, account) }));
  const roles = holders.roles
    .filter(({ detail }) => !isServiceLinked(detail))
    .map((holder) => ({ holder, actor: roleActor(holder, account) }));
  const all = [...users, ...roles];
  const actors = all.map(({ actor }) => actor);
  const standings = escalations(accountFactsOf(details, holders, actors, account), actors);
  return all.map(({ holder, actor }) => ({
    holder,
    kind: actor.kind,
    standing: standings.get(actor.arn) ?? { kind: 'contained' },
  }));
}

function userActor(details: AuthorizationDetails, holder: PolicyHolder<IamUser>, account: Account): Actor {
  const groups = groupsOf(details, holder.detail) ?? [];
  return {
    ...actorOf(holder, account),
    kind: 'user',
    trust: undefined,
    groups: groups.map(({ Arn }) => Arn),
    customerPolicies: [holder.detail, ...groups].flatMap(customerPoliciesOf),
    inInstanceProfile: false,
    protected: false,
  };
}

function roleActor(holder: PolicyHolder<IamRole>, account: Account): Actor {
  const { Arn, InstanceProfileList } = holder.detail;
  const actor = actorOf(holder, account);
  const trust = trustPolicyOf(holder.detail);
  return {
    ...actor,
    kind: 'role',
    trust: trust?.ok ? { name: `the trust policy of ${Arn}`, document: trust.document } : undefined,
    unread: trust?.ok
      ? actor.unread
      : { ...actor.unread, trust: `the trust policy of ${Arn} cannot be read` },
    groups: [],
    customerPolicies: customerPoliciesOf(holder.detail),
    inInstanceProfile: InstanceProfileList && InstanceProfileList.length > 0,
    protected: isOfIdentityCenter(holder.detail),
  };
}

function actorOf(
  { detail, identity, boundary }: PolicyHolder<IamUser | IamRole>,
  account: Account,
): Pick<Actor, 'arn' | 'accountId' | 'identity' | 'boundary' | 'boundaryArn' | 'unread' | 'tags'> {
  const [identityUnread] = identity.unread;
  const [boundaryUnread] = boundary?.unread ?? [];
  return {
    arn: detail.Arn,
    accountId: account.id,
    identity: identity.policies,
    boundary: boundary?.policies[0],
    boundaryArn: detail.PermissionsBoundary?.PermissionsBoundaryArn,
    unread: {
      ...(identityUnread !== undefined && { identity: identityUnread }),
      ...(boundaryUnread !== undefined && { boundary: boundaryUnread }),
    },
    tags: detail.Tags && new Map(detail.Tags.map(({ Key = '', Value = '' }) => [Key.toLowerCase(), Value])),
  };
}

function customerPoliciesOf({ AttachedManagedPolicies }: IamUser | IamRole | IamGroup): string[] {
  return (AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) =>
    PolicyArn === undefined || PolicyArn.includes(':iam::aws:') ? [] : [PolicyArn],
  );
}

function accountFactsOf(
  details: AuthorizationDetails,
  holders: PolicyHolders,
  actors: readonly Actor[],
  { id, partition, now }: Account,
): AccountFacts {
  const administrators = [...holders.managed].filter(
    ([, { policies }]) =>
      grantsFullAdministrator(policies, { accountId: id, partition }, now)?.conditions.length === 0,
  );
  return {
    partition,
    now,
    groups: holders.groups.map(({ detail, identity }) => ({
      arn: detail.Arn,
      policies: identity.policies,
      customerPolicies: customerPoliciesOf(detail),
    })),
    otherVersions: (arn) => details.Policies.filter(({ Arn }) => Arn === arn).flatMap(otherVersionsOf),
    administratorPolicies: [
      ...new Set([
        `arn:${partition}:iam::aws:policy/AdministratorAccess`,
        ...administrators.map(([arn]) => arn),
      ]),
    ],
    tagKeys: tagKeysIn(actors, holders),
  };
}

function otherVersionsOf({
  Arn,
  PolicyVersionList = [],
}: AuthorizationDetails['Policies'][number]): Policy[] {
  return PolicyVersionList.flatMap(({ IsDefaultVersion, VersionId, Document }) => {
    const parsed = IsDefaultVersion || Document === undefined ? undefined : parsePolicy(Document);
    return parsed?.ok ? [{ name: `${Arn} version ${VersionId}`, document: parsed.document }] : [];
  });
}

function tagKeysIn(actors: readonly Actor[], { groups }: PolicyHolders): AccountFacts['tagKeys'] {
  const policies = new Set([
    ...actors.flatMap(({ identity, boundary, trust }) => [...identity, boundary, trust]),
    ...groups.flatMap(({ identity }) => identity.policies),
  ]);
  const keys = new Set<string>();
  for (const policy of policies) {
    for (const { conditions } of policy?.document.statements ?? [])
      for (const { key } of conditions) keys.add(key);
  }
  const after = (prefix: RegExp) =>
    new Set([...keys].filter((key) => prefix.test(key)).map((key) => key.replace(prefix, '')));
  return { resource: after(/^(aws|iam):resourcetag\//), principal: after(/^aws:principaltag\//) };
}

/** A longer chain is told by its beginning: whoever breaks that breaks it. */
const MOST_STEPS = 10;

/** A way to administrator access as evidence: each step with the statements that allow it and what it hangs on. */
export function chainEvidence({ steps, given }: Chain) {
  return {
    steps: steps.length,
    chain: steps.slice(0, MOST_STEPS).map(stepEvidence),
    ...(given.length > 0 && { providedThat: given }),
  };
}

function stepEvidence({ path, from, on, permissions, given }: Step) {
  return {
    path,
    from,
    on,
    actions: permissions.map(permissionEvidence),
    ...(given.length > 0 && { providedThat: given }),
  };
}

function permissionEvidence({ action, resource, statements, undecided }: Permission) {
  const conditions = undecided.flatMap(({ conditions, statement, policy }) =>
    conditions.map((condition) => `${asWritten(condition)} (${statement.effect} in ${policy})`),
  );
  const denies = undecided.filter(({ statement }) => statement.effect === 'Deny');
  return {
    action,
    resource,
    statements: quoted(statements),
    ...(denies.length > 0 && { denies: quoted(denies) }),
    ...(conditions.length > 0 && { conditions }),
  };
}
