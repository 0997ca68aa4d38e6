import type { AccountFacts, Actor } from './actor.ts';
import type { ActorIndex } from './actor-index.ts';
import { administratorGiven, couldBeAdministratorGiven } from './administrator.ts';
import { best, lazily } from './certainty.ts';
import { changes } from './changes.ts';
import { asking } from './connected.ts';
import {
  allowedResources,
  FURTHER_ACTIONS,
  mentionedActions,
  mentions,
  mentionsByService,
} from './mentions.ts';
import type { EscalationPath } from './paths.ts';
import { ceilingOf } from './permission.ts';
import { better, type Chain, chainOf, everyOne, type Step, shortName, step } from './step.ts';
import { perhapsAssumes } from './trusted-by-role.ts';
import {
  ACTIONS_ON_OTHERS,
  BESIDES_IAM,
  couldAssume,
  isAbout,
  perhapsOn,
  permissionOn,
  WRITES_OTHERS,
  WRITES_OWN,
} from './writes.ts';

/** What an actor can make of itself. */
export interface OwnWays {
  /** The best way to administrator access. */
  readonly chain: Chain | undefined;
  /** What it can become short of that, each with the way there. */
  readonly states: readonly { readonly actor: Actor; readonly steps: readonly Step[] }[];
}

/** So many changes of one user or role are followed: a group joined, a boundary removed, a policy written. */
export const MOST_CHANGES = 3;

/** The actions that change what a user or role may do. */
export const CHANGING: ReadonlySet<string> = new Set([
  ...WRITES_OWN.flatMap(({ required }) => required),
  'iam:AddUserToGroup',
  ...FURTHER_ACTIONS,
]);

/** Whether it may change anything of anybody. */
export function changesAnything(actor: Actor): boolean {
  for (const action of mentionedActions(actor)) if (CHANGING.has(action)) return true;
  return false;
}

/** Whether it may write the policies of a group. */
export function writesGroups(actor: Actor): boolean {
  return mentions(actor, 'iam:PutGroupPolicy') || mentions(actor, 'iam:AttachGroupPolicy');
}

const NOTHING: OwnWays = { chain: undefined, states: [] };

export function ownWays(account: AccountFacts, actor: Actor): OwnWays {
  if (!changesAnything(actor)) return NOTHING;
  const states: { actor: Actor; steps: readonly Step[] }[] = [{ actor, steps: [] }];
  const seen = new Set([stateOf(actor)]);
  let found: Chain | undefined;
  for (const state of states) {
    if (state.steps.length === MOST_CHANGES) break;
    if (found?.certainty === 'certain') break;
    for (const change of changes(account, state.actor, state.actor, writesGroups(state.actor))) {
      const steps = [...state.steps, change.step];
      const given = administratorGiven(account, change.becomes);
      if (given) found = better(found, chainOf(steps, given));
      if (given?.length !== 0 && !seen.has(stateOf(change.becomes))) {
        seen.add(stateOf(change.becomes));
        states.push({ actor: change.becomes, steps });
      }
    }
  }
  return { chain: found, states: states.slice(1) };
}

/** Equal for what may do the same. */
export function stateOf({ arn, identity, boundary, groups, tags }: Actor): string {
  const names = [...new Set(identity.map(({ name }) => name))].sort();
  return JSON.stringify([arn, names, boundary?.name, [...groups].sort(), [...(tags ?? [])].sort()]);
}

/** All users and all roles of the account. */
export type ActorsByKind = { readonly [Kind in Actor['kind']]: ActorIndex };

/** Another user or role whose policies the actor can write, and which it can then be. */
export function wayThroughWriting(
  account: AccountFacts,
  actor: Actor,
  others: ActorsByKind,
): Step | undefined {
  if (!changesAnything(actor)) return undefined;
  const ceiling = ceilingOf(account, actor, ACTIONS_ON_OTHERS);
  return best(
    lazily(candidates(actor, others), ({ path, target }) => {
      const permissions = everyOne(
        lazily(path.required, (action) => permissionOn(account, actor, action, target)),
      );
      const given = permissions && couldBeAdministratorGiven(account, target);
      if (!permissions || !given) return undefined;
      if (path.required.includes('iam:UpdateAssumeRolePolicy') && !couldAssume(account, actor, target))
        return undefined;
      const name = shortName(target.arn);
      const gain = `gives ${name} any permission and takes it over`;
      return step(path.id, actor, target.arn, permissions, gain, { given });
    }),
    ceiling,
  );
}

interface Candidate {
  readonly path: EscalationPath;
  readonly target: Actor;
}

/** The users or roles that each path may be open for. */
function* candidates(actor: Actor, others: ActorsByKind): Iterable<Candidate> {
  for (const path of WRITES_OTHERS) {
    const onTarget = path.required.filter((action) => action !== 'sts:AssumeRole');
    if (!onTarget.every((action) => mentions(actor, action))) continue;
    const tests = onTarget.map((action) => perhapsOn(actor, action));
    if (path.required.includes('sts:AssumeRole')) tests.push((target) => perhapsAssumes(actor, target));
    // A policy is named by its own ARN, so nothing tells the target apart then.
    const telling = onTarget.find((action) => action !== 'iam:CreatePolicyVersion');
    const all = others[isAbout(path, 'user') ? 'user' : 'role'];
    for (const target of telling === undefined ? all.all : all.named(allowedResources(actor, telling))) {
      if (target.arn !== actor.arn && tests.every((test) => test(target))) yield { path, target };
    }
  }
}

/**
 * What it can do outside IAM, so far as IAM tells. IAM does not tell whether Identity Center is managed from the account;
 * only a policy that names its actions hints at that, and none that allows everything but IAM.
 */
export function waysBesidesIam(account: AccountFacts, actor: Actor): Step | undefined {
  const open = BESIDES_IAM.filter(({ required }) =>
    required.every((action) => mentionsByService(actor, action)),
  );
  if (open.length === 0) return undefined;
  const ask = asking(account, actor);
  return best(
    lazily(open, ({ id, required, needs }) => {
      const permissions = ask(required);
      const gain = 'gives a person of Identity Center any permission';
      return permissions && step(id, actor, actor.arn, permissions, gain, { given: needs ? [needs] : [] });
    }),
  );
}
