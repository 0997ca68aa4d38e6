import type { AccountFacts, Actor } from './actor.ts';
import { couldBeAdministrator, isAdministrator, strengthened } from './administrator.ts';
import { best, lazily } from './certainty.ts';
import { mentions } from './mentions.ts';
import type { EscalationPath } from './paths.ts';
import { ceilingOf, type Permission, permission } from './permission.ts';
import { better, type Chain, chainOf, everyOne, type Step, shortName, step } from './step.ts';
import {
  ACTIONS_ON_OTHERS,
  couldAssume,
  isAbout,
  perhapsOn,
  permissionOn,
  WRITES_OTHERS,
  WRITES_OWN,
} from './writes.ts';

/**
 * Ways that IAM's documentation tells of, besides those of paths.ts: to remove one's own boundary, and to
 * put another version of a policy in force.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
 */
const OWN_PATHS = {
  boundaryRemoved: 'own-boundary-removed',
  otherVersion: 'other-policy-version-set',
} as const;

/** What an actor can make of itself. */
export interface OwnWays {
  /** The best way to administrator access. */
  readonly chain: Chain | undefined;
  /** What it can become short of that, each with the way there. */
  readonly states: readonly { readonly actor: Actor; readonly steps: readonly Step[] }[];
}

/** So many changes of itself are followed: a group joined, a boundary removed, a policy written. */
const MOST_CHANGES = 3;

export function ownWays(account: AccountFacts, actor: Actor): OwnWays {
  const states: { actor: Actor; steps: readonly Step[] }[] = [{ actor, steps: [] }];
  const seen = new Set([stateOf(actor)]);
  let found: Chain | undefined;
  for (const state of states) {
    if (state.steps.length === MOST_CHANGES) break;
    if (found?.certainty === 'certain') break;
    for (const { becomes, ...change } of changes(account, state.actor)) {
      const steps = [...state.steps, change.step];
      if (isAdministrator(account, becomes)) found = better(found, chainOf(steps));
      else if (!seen.has(stateOf(becomes))) {
        seen.add(stateOf(becomes));
        states.push({ actor: becomes, steps });
      }
    }
  }
  return { chain: found, states: states.slice(1) };
}

function stateOf({ identity, boundary }: Actor): string {
  return JSON.stringify([identity.map(({ name }) => name), boundary?.name]);
}

interface Change {
  readonly step: Step;
  readonly becomes: Actor;
}

/** What the actor can do to itself. */
function* changes(account: AccountFacts, actor: Actor): Iterable<Change> {
  const written = best(lazily(WRITES_OWN, (path) => ownWriting(account, actor, path)));
  if (written) yield { step: written, becomes: strengthened(actor) };
  yield* joins(account, actor);
  yield* otherVersions(account, actor);
  const unbound = best(boundaryRemovals(account, actor));
  if (unbound) yield { step: unbound, becomes: { ...actor, boundary: undefined, boundaryArn: undefined } };
}

function ownWriting(
  account: AccountFacts,
  actor: Actor,
  path: (typeof WRITES_OWN)[number],
): Step | undefined {
  if (!isAbout(path, actor.kind)) return undefined;
  const permissions = everyOne(
    lazily(path.required, (action) => permissionOn(account, actor, action, actor)),
  );
  return permissions && step(path.id, actor, actor.arn, permissions, 'gives itself any permission');
}

/** Only users can be in groups. */
function* joins(account: AccountFacts, actor: Actor): Iterable<Change> {
  if (actor.kind !== 'user' || !mentions(actor, JOIN)) return;
  for (const { arn, policies, customerPolicies } of account.groups) {
    if (actor.groups.includes(arn) || policies.length === 0) continue;
    const allowed = permission(account, actor, JOIN, arn);
    if (!allowed) continue;
    yield {
      step: step('iam-013', actor, arn, [allowed], `joins ${shortName(arn)}`),
      becomes: {
        ...actor,
        identity: [...actor.identity, ...policies],
        groups: [...actor.groups, arn],
        customerPolicies: [...actor.customerPolicies, ...customerPolicies],
      },
    };
  }
}

const JOIN = 'iam:AddUserToGroup';

function* otherVersions(account: AccountFacts, actor: Actor): Iterable<Change> {
  if (!mentions(actor, SET_VERSION)) return;
  for (const arn of actor.customerPolicies) {
    const allowed = permission(account, actor, SET_VERSION, arn);
    if (!allowed) continue;
    const taken = step(
      OWN_PATHS.otherVersion,
      actor,
      arn,
      [allowed],
      `puts another version of ${shortName(arn)} in force`,
    );
    for (const version of account.otherVersions(arn)) {
      yield {
        step: taken,
        becomes: {
          ...actor,
          identity: actor.identity.map((policy) => (policy.name === arn ? version : policy)),
        },
      };
    }
  }
}

const SET_VERSION = 'iam:SetDefaultPolicyVersion';

/** Deleted, replaced by one that allows everything, or written anew. */
function* boundaryRemovals(account: AccountFacts, actor: Actor): Iterable<Step | undefined> {
  const { boundary, boundaryArn } = actor;
  if (!boundary || boundaryArn === undefined || actor.protected) return;
  const kind = actor.kind === 'user' ? 'User' : 'Role';
  const removed = (permitted: Permission | undefined, on: string) =>
    permitted &&
    step(OWN_PATHS.boundaryRemoved, actor, on, [permitted], 'frees itself of its permissions boundary');
  yield removed(permissionOn(account, actor, `iam:Delete${kind}PermissionsBoundary`, actor), actor.arn);
  for (const policy of account.administratorPolicies) {
    const keys = { 'iam:PermissionsBoundary': policy };
    const put = `iam:Put${kind}PermissionsBoundary`;
    yield removed(permission(account, actor, put, actor.arn, { target: actor, keys }), actor.arn);
  }
  if (!boundaryArn.includes(':iam::aws:')) {
    yield removed(permission(account, actor, 'iam:CreatePolicyVersion', boundaryArn), boundaryArn);
  }
}

/** All users and all roles of the account. */
export type ActorsByKind = { readonly [Kind in Actor['kind']]: readonly Actor[] };

/** Another user or role whose policies the actor can write, and which it can then be. */
export function wayThroughWriting(
  account: AccountFacts,
  actor: Actor,
  others: ActorsByKind,
): Step | undefined {
  const candidates = WRITES_OTHERS.flatMap((path) => targetsOf(path, actor, others));
  if (candidates.length === 0) return undefined;
  return best(
    lazily(candidates, ({ path, target }) => {
      const permissions = everyOne(
        lazily(path.required, (action) => permissionOn(account, actor, action, target)),
      );
      if (!permissions || !couldBeAdministrator(account, target)) return undefined;
      if (path.required.includes('iam:UpdateAssumeRolePolicy') && !couldAssume(actor, target))
        return undefined;
      const name = shortName(target.arn);
      return step(path.id, actor, target.arn, permissions, `gives ${name} any permission and takes it over`);
    }),
    ceilingOf(account, actor, ACTIONS_ON_OTHERS),
  );
}

/** The users or roles that the path may be open for. */
function targetsOf(path: EscalationPath, actor: Actor, others: ActorsByKind) {
  const onTarget = path.required.filter((action) => action !== 'sts:AssumeRole');
  if (!onTarget.every((action) => mentions(actor, action))) return [];
  const tests = onTarget.map((action) => perhapsOn(actor, action));
  return others[isAbout(path, 'user') ? 'user' : 'role']
    .filter((other) => other.arn !== actor.arn && tests.every((test) => test(other)))
    .map((target) => ({ path, target }));
}
