import type { AccountFacts, Actor } from './actor.ts';
import { ActorIndex } from './actor-index.ts';
import { type Certainty, compareCertainty } from './certainty.ts';
import { type Change, changes, taggings } from './changes.ts';
import { type AllowedResources, allowedResources, holdsArn, mentions } from './mentions.ts';
import { CHANGING, changesAnything, MOST_CHANGES, makesAdministrator, stateOf, writesGroups } from './own.ts';
import { reachOf, wayTo } from './reach.ts';
import { type Chain, chainOf, joined, type Step } from './step.ts';
import { TakersIndex } from './takers.ts';

/**
 * Ways that need more than one user or role: whoever controls several may do with each what it may do to the others.
 * So a user who may assume a role that may write the user's policies is an administrator, though neither is alone.
 */
export class Control {
  readonly #account: AccountFacts;
  /** Those who may change somebody else, and everybody who may get at them, the nearest first. */
  readonly candidates: readonly Actor[];
  /** Those whom it may help to control: who may change others, who may be changed by others, and the ways there. */
  readonly #useful: ActorIndex;
  readonly #emptyGroups: boolean;
  readonly #ways = new WeakMap<Actor, readonly Way[]>();

  /** @param administrators whom nobody has to change, but to tag so as to get at them */
  constructor(account: AccountFacts, actors: readonly Actor[], administrators: readonly Actor[]) {
    this.#account = account;
    const { helpers, changed } = whoChangesWhom(account, actors, administrators);
    this.#emptyGroups = helpers.some(writesGroups);
    const nodes = helpers.length === 0 ? [] : actors.map((actor) => ({ actor }));
    this.candidates = backFrom(account, nodes, helpers);
    this.#useful = new ActorIndex(backFrom(account, nodes, [...helpers, ...changed]));
  }

  /**
   * The way to administrator access of somebody who controls others, found in the fewest rounds.
   * @param atMost no step is less certain
   * @param known the chains that were found for each user and role without this
   */
  chain(start: Actor, atMost: Certainty, known: (arn: string) => Chain | undefined): Chain | undefined {
    const held: Held[] = [{ actor: start, steps: [], changes: 0 }];
    const taken = new Set([start.arn]);
    const seen = new Set([stateOf(start)]);
    const certainEnough = ({ certainty }: { readonly certainty: Certainty }) =>
      compareCertainty(certainty, atMost) <= 0;
    for (const [at, one] of held.entries()) {
      const end = one.changes === 0 && at > 0 ? known(one.actor.arn) : undefined;
      if (end && certainEnough(end)) return joined(one.steps, end);
      for (const [by, on] of pairs(held, at)) {
        if (on.changes === MOST_CHANGES || !changesAnything(by.actor)) continue;
        for (const change of changes(this.#account, by.actor, on.actor, this.#emptyGroups)) {
          if (!certainEnough(change.step)) continue;
          const steps = inOrder(by.steps, change.step, on.steps);
          if (makesAdministrator(this.#account, on.actor, change)) return chainOf(steps);
          const state = stateOf(change.becomes);
          if (seen.has(state)) continue;
          seen.add(state);
          held.push({ actor: change.becomes, steps, changes: on.changes + 1 });
        }
      }
      for (const { step, target } of this.#waysOf(one.actor)) {
        if (taken.has(target.arn) || !certainEnough(step)) continue;
        taken.add(target.arn);
        held.push({ actor: target, steps: [...one.steps, step], changes: 0 });
      }
      for (const [by, taker] of pairs(held, at)) {
        for (const { change, step } of this.#waysByTag(by.actor, taker.actor, taken)) {
          if (!certainEnough(change.step) || !certainEnough(step) || taken.has(step.on)) continue;
          taken.add(step.on);
          const steps = [...inOrder(by.steps, change.step, taker.steps), step];
          const end = known(step.on);
          if (end && certainEnough(end)) return joined(steps, end);
          held.push({ actor: change.becomes, steps, changes: 1 });
        }
      }
    }
    return undefined;
  }

  /** The ways to others as they are. */
  #waysOf(actor: Actor): readonly Way[] {
    const known = this.#ways.get(actor) ?? this.#findWays(actor);
    this.#ways.set(actor, known);
    return known;
  }

  #findWays(actor: Actor): Way[] {
    const reach = reachOf(this.#account, actor);
    return this.#useful.all.flatMap((target) => {
      const step = target.arn === actor.arn ? undefined : wayTo(this.#account, reach, target);
      return step ? [{ step, target }] : [];
    });
  }

  /** The ways to those whom a tag opens that somebody sets. */
  *#waysByTag(
    by: Actor,
    taker: Actor,
    taken: ReadonlySet<string>,
  ): Iterable<{ readonly change: Change; readonly step: Step }> {
    if (this.#account.wantedTags.length === 0) return;
    const tagged = TAGGING.filter((action) => mentions(by, action));
    if (tagged.length === 0) return;
    const reach = reachOf(this.#account, taker);
    for (const target of this.#useful.named(tagged.flatMap((action) => allowedResources(by, action)))) {
      if (taken.has(target.arn) || target.arn === taker.arn) continue;
      for (const change of taggings(this.#account, by, target)) {
        const step = wayTo(this.#account, reach, change.becomes);
        if (step) yield { change, step };
      }
    }
  }
}

const TAGGING = ['iam:TagRole', 'iam:TagUser'];

interface Way {
  readonly step: Step;
  readonly target: Actor;
}

/** A user or role that is controlled, as it is or as it was changed, and the way there. */
interface Held {
  readonly actor: Actor;
  readonly steps: readonly Step[];
  readonly changes: number;
}

/** The one at this place with itself and with each before it, both ways. */
function* pairs(held: readonly Held[], at: number): Iterable<readonly [by: Held, on: Held]> {
  const one = held[at];
  if (!one) return;
  yield [one, one];
  for (const other of held.slice(0, at)) {
    yield [one, other];
    yield [other, one];
  }
}

/** First who changes is reached, then it changes, then who was changed is reached. No step twice. */
function inOrder(before: readonly Step[], step: Step, after: readonly Step[]): Step[] {
  return [...new Set([...before, step, ...after])];
}

interface Changers {
  /** Who may change somebody else, as far as their policies name it. */
  readonly helpers: readonly Actor[];
  /** Who may be changed by somebody. */
  readonly changed: readonly Actor[];
}

function whoChangesWhom(
  account: AccountFacts,
  actors: readonly Actor[],
  administrators: readonly Actor[],
): Changers {
  const changing = actors.filter(changesAnything);
  const helpers: Actor[] = [];
  const changed = new Set<Actor>();
  const targets = changing.length === 0 ? undefined : new ChangeTargets(account, actors, administrators);
  for (const actor of changing) {
    let helps = false;
    for (const action of CHANGING) {
      const named = targets?.of(actor, action) ?? [];
      if (!named.some(({ arn }) => arn !== actor.arn)) continue;
      helps = true;
      for (const target of named) changed.add(target);
    }
    if (helps) helpers.push(actor);
  }
  return { helpers, changed: [...changed] };
}

/** Finds the users and roles that a change is about, by the Resource elements that allow it. */
class ChangeTargets {
  readonly #users: ActorIndex;
  readonly #roles: ActorIndex;
  readonly #tagged: ActorIndex;
  /** The members of groups and holders of policies, by ARN; a group to join is one of all users. */
  readonly #holders = new Map<string, Actor[]>();
  readonly #groups: readonly string[];
  readonly #known = new Map<string, readonly Actor[]>();
  readonly #wantsTags: boolean;

  constructor(
    { groups, wantedTags }: AccountFacts,
    actors: readonly Actor[],
    administrators: readonly Actor[],
  ) {
    this.#users = new ActorIndex(actors.filter(({ kind }) => kind === 'user'));
    this.#roles = new ActorIndex(actors.filter(({ kind }) => kind === 'role'));
    this.#tagged = new ActorIndex([...actors, ...administrators]);
    this.#wantsTags = wantedTags.length > 0;
    this.#groups = groups.map(({ arn }) => arn);
    for (const actor of actors) {
      for (const arn of [...actor.groups, ...actor.customerPolicies, actor.boundaryArn]) {
        if (arn === undefined) continue;
        const holders = this.#holders.get(arn) ?? [];
        this.#holders.set(arn, holders);
        holders.push(actor);
      }
    }
  }

  of(actor: Actor, action: string): readonly Actor[] {
    const resources = allowedResources(actor, action);
    if (resources.length === 0) return [];
    // Of many that have one policy, or are allowed the same, one speaks for all.
    const key = JSON.stringify([
      action,
      resources.map(({ matcher }) => [matcher.negated, matcher.patterns.map(({ text }) => text)]),
    ]);
    const found = this.#known.get(key) ?? this.#find(action, resources);
    this.#known.set(key, found);
    return found;
  }

  #find(action: string, resources: readonly AllowedResources[]): readonly Actor[] {
    if (action === 'iam:AddUserToGroup')
      return this.#groups.some((arn) => holdsArn(resources, arn)) ? this.#users.all : [];
    if (/policyversion|group/i.test(action))
      return [...this.#holders].flatMap(([arn, holders]) => (holdsArn(resources, arn) ? holders : []));
    if (TAGGING.includes(action)) return this.#wantsTags ? this.#tagged.named(resources) : [];
    return (/role/i.test(action) ? this.#roles : this.#users).named(resources);
  }
}

/** Those from whom some are reached, as far as their policies name it, with these themselves; the nearest first. */
function backFrom(
  account: AccountFacts,
  nodes: readonly { readonly actor: Actor }[],
  from: readonly Actor[],
): readonly Actor[] {
  const found = new Set(from);
  if (found.size === 0) return [];
  const index = new TakersIndex(account, nodes);
  for (const target of found) {
    for (const takers of index.of(target)) {
      for (const { actor } of takers.nodes) found.add(actor);
      takers.nodes = [];
    }
  }
  return [...found];
}
