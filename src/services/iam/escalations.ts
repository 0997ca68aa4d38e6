import { derive } from '../../aws/combine-readers.ts';
import type { Partition } from '../../aws/partitions.ts';
import type { AccountFacts, Actor } from '../../policy/escalation/actor.ts';
import { escalations, type Standing } from '../../policy/escalation/escalations.ts';
import type { Permission } from '../../policy/escalation/permission.ts';
import type { Chain, Step } from '../../policy/escalation/step.ts';
import { grantsFullAdministrator } from '../../policy/grants/administrator.ts';
import { asWritten } from '../../policy/grants/in-words.ts';
import { type PolicyDocument, parsePolicy } from '../../policy/language/document.ts';
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
      partition: session.partition,
      now: session.now,
    }),
);

interface Account {
  readonly id: string;
  readonly partition: Partition;
  /** The moment at which dates in policies are judged. */
  readonly now: Date;
}

export function privilegeEscalationsOf(
  details: AuthorizationDetails,
  holders: PolicyHolders,
  account: Account,
): readonly Escalation[] {
  const users = holders.users.map((holder) => ({
    holder,
    actor: actorOnce(holder, account, () => userActor(details, holder, account)),
  }));
  const roles = holders.roles
    .filter(({ detail }) => !isServiceLinked(detail))
    .map((holder) => ({ holder, actor: actorOnce(holder, account, () => roleActor(holder, account)) }));
  const all = [...users, ...roles];
  const actors = all.map(({ actor }) => actor);
  const standings = escalations(
    factsOnce(holders, accountFactsOf(details, holders, actors, account)),
    actors,
  );
  return all.map(({ holder, actor }) => ({
    holder,
    kind: actor.kind,
    standing: standings.get(actor.arn) ?? { kind: 'contained' },
  }));
}

/** The facts of an account, kept with its groups. */
const facts = new WeakMap<PolicyHolders['groups'], AccountFacts>();

/** Those of before where they are equal, so that what was found out about an actor under them still holds. */
function factsOnce({ groups }: PolicyHolders, found: AccountFacts): AccountFacts {
  const before = facts.get(groups);
  if (before && before.now === found.now && compared(before) === compared(found)) return before;
  facts.set(groups, found);
  return found;
}

/** What may differ among the same groups: permission sets bring tags, and policies of AWS that have no other versions. */
function compared({ partition, serviceSuffixes, administratorPolicies, tagKeys, wantedTags }: AccountFacts) {
  const keys = [tagKeys.resource, tagKeys.principal, tagKeys.request].map((some) => [...some].sort());
  return JSON.stringify([partition, serviceSuffixes, administratorPolicies, keys, wantedTags]);
}

/**
 * Kept with the holder while the account is the same: permission sets are judged among the same users and roles again,
 * and what was found out about an actor is kept with it.
 */
const known = new WeakMap<object, { readonly account: Account; readonly actor: Actor }>();

function actorOnce(holder: object, account: Account, make: () => Actor): Actor {
  const before = known.get(holder);
  const { id, partition, now } = before?.account ?? {};
  if (before && id === account.id && partition === account.partition && now === account.now)
    return before.actor;
  const actor = make();
  known.set(holder, { account, actor });
  return actor;
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
  { detail, identity, boundary, holder }: PolicyHolder<IamUser | IamRole>,
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
    tags: holder.tags,
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
      grantsFullAdministrator(policies, { accountId: id, partition: partition.id }, now)?.conditions
        .length === 0,
  );
  return {
    partition: partition.id,
    serviceSuffixes: partition.serviceSuffixes,
    now,
    groups: holders.groups.map(({ detail, identity }) => ({
      arn: detail.Arn,
      policies: identity.policies,
      customerPolicies: customerPoliciesOf(detail),
    })),
    otherVersions: otherVersionsIn(details),
    administratorPolicies: [
      ...new Set([
        `arn:${partition.id}:iam::aws:policy/AdministratorAccess`,
        ...administrators.map(([arn]) => arn),
      ]),
    ],
    ...tagsIn(actors, holders),
  };
}

function otherVersionsIn({ Policies }: AuthorizationDetails): AccountFacts['otherVersions'] {
  const byArn = new Map(Policies.map((policy) => [policy.Arn, policy]));
  const known = new Map<string, readonly Policy[]>();
  return (arn) => {
    const policy = byArn.get(arn);
    const found = known.get(arn) ?? (policy ? otherVersionsOf(policy) : []);
    known.set(arn, found);
    return found;
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

function tagsIn(
  actors: readonly Actor[],
  { groups }: PolicyHolders,
): Pick<AccountFacts, 'tagKeys' | 'wantedTags'> {
  const documents = new Set<PolicyDocument>();
  const add = (policy: Policy | undefined) => policy && documents.add(policy.document);
  for (const { identity, boundary, trust } of actors)
    for (const one of [...identity, boundary, trust]) add(one);
  for (const { identity } of groups) for (const one of identity.policies) add(one);
  const tagKeys = { resource: new Set<string>(), principal: new Set<string>(), request: new Set<string>() };
  const wanted = new Map<string, { key: string; readonly values: Set<string> }>();
  for (const { statements } of documents) {
    for (const { conditions } of statements) {
      for (const { keyText, values } of conditions) {
        for (const [, tag = ''] of values.join(' ').matchAll(TAG_VARIABLE))
          tagKeys.principal.add(tag.toLowerCase());
        const [, prefix = '', tag = ''] = TAG_KEY.exec(keyText) ?? [];
        const kind = KINDS_OF_TAGS.get(prefix.toLowerCase());
        if (kind === undefined) continue;
        tagKeys[kind].add(tag.toLowerCase());
        if (kind === 'request') continue;
        const one = wanted.get(tag.toLowerCase()) ?? { key: tag, values: new Set() };
        wanted.set(tag.toLowerCase(), one);
        // Tag keys compare without case in conditions: of several spellings always the same is told.
        if (tag < one.key) one.key = tag;
        for (const value of values) one.values.add(value);
      }
    }
  }
  const wantedTags = [...wanted.values()].map(({ key, values }) => ({ key, values: [...values].sort() }));
  return { tagKeys, wantedTags: wantedTags.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html */
const TAG_KEY = /^((?:aws|iam):[a-z]+tag)\/(.+)$/is;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const TAG_VARIABLE = /\$\{\s*aws:PrincipalTag\/([^},]+?)\s*[},]/gi;
const KINDS_OF_TAGS = new Map([
  ['aws:resourcetag', 'resource' as const],
  ['iam:resourcetag', 'resource' as const],
  ['aws:principaltag', 'principal' as const],
  ['aws:requesttag', 'request' as const],
]);

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
