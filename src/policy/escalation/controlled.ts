import type { AccountFacts, Actor } from './actor.ts';
import { ActorIndex } from './actor-index.ts';
import { administratorGiven } from './administrator.ts';
import { type Certainty, compareCertainty } from './certainty.ts';
import { type Change, changes, taggings } from './changes.ts';
import { type AllowedResources, allowedResources, holdsArn, mentions } from './mentions.ts';
import { CHANGING, changesAnything, MOST_CHANGES, stateOf, writesGroups } from './own.ts';
import { reachOf, wayTo } from './reach.ts';
import { type Chain, chainOf, joined, type Step } from './step.ts';
import { TakersIndex } from './takers.ts';

/**
 * Ways that need more than one user or role: whoever controls several may do with each what it may do to the others.
 * So a user who may assume a role that may write the user's policies is an administrator, though neither is alone.
 */
export class Control {
  readonly #account: AccountFacts;
  readonly #targets: ChangeTargets;
  /** Those who may change somebody else, and everybody who may get at them, the nearest first. */
  readonly candidates: readonly Actor[];
  /** Those whom it may help to control: who may change others, who may be changed by others, and the ways there. */
  readonly #useful: ActorIndex;
  readonly #usefulRoles: readonly Actor[];
  readonly #emptyGroups: boolean;
  readonly #ways = new WeakMap<Actor, readonly Way[]>();

  /**
   * @param actors those from whom no way is known
   * @param others those from whom one is: nobody has to change them, but to tag them so as to get at them
   */
  constructor(account: AccountFacts, actors: readonly Actor[], others: readonly Actor[]) {
    this.#account = account;
    this.#targets = new ChangeTargets(account, actors, others);
    const nodes = actors.map((actor) => ({ actor }));
    const { helpers, changed } = whoChangesWhom(account, this.#targets, nodes);
    this.#emptyGroups = helpers.some(writesGroups);
    this.candidates = backFrom(account, nodes, helpers);
    this.#useful = new ActorIndex(backFrom(account, nodes, [...helpers, ...changed]));
    this.#usefulRoles = this.#useful.all.filter(({ kind }) => kind === 'role');
  }

  /**
   * The way to administrator access of somebody who controls others, found in the fewest rounds.
   * @param atMost no step is less certain
   * @param known the chains that were found for each user and role without this
   */
  chain(
    start: Actor,
    atMost: Certainty,
    known: (arn: string) => Chain | undefined,
  ): Chain | 'none' | 'none this certain' {
    const held: Held[] = [{ actor: start, changed: [], taken: [], changes: 0 }];
    const changing: Held[] = [];
    let allCertainEnough = true;
    const taken = new Set([start.arn]);
    const seen = new Set([stateOf(start)]);
    const certainEnough = ({ certainty }: { readonly certainty: Certainty }) => {
      const enough = compareCertainty(certainty, atMost) <= 0;
      allCertainEnough &&= enough;
      return enough;
    };
    for (const [at, one] of held.entries()) {
      const end = one.changes === 0 && at > 0 ? known(one.actor.arn) : undefined;
      if (end && certainEnough(end)) return joined(stepsTo(one), end);
      const before = held.slice(0, at);
      if (changesAnything(one.actor)) changing.push(one);
      for (const [by, on] of pairs(one, before, changing)) {
        if (on.changes === MOST_CHANGES || !this.#mayChange(by, on)) continue;
        for (const change of changes(this.#account, by.actor, on.actor, this.#emptyGroups)) {
          if (!certainEnough(change.step)) continue;
          const changed = [...on.changed, ...stepsTo(by), change.step];
          const next = { actor: change.becomes, changed, taken: on.taken, changes: on.changes + 1 };
          const given = administratorGiven(this.#account, change.becomes);
          const end = given && chainOf(stepsTo(next), given);
          if (end && certainEnough(end)) return end;
          const state = stateOf(change.becomes);
          if (seen.has(state)) continue;
          seen.add(state);
          held.push(next);
        }
      }
      for (const { step, target } of this.#waysOf(one.actor)) {
        if (taken.has(target.arn) || !certainEnough(step)) continue;
        taken.add(target.arn);
        held.push({ actor: target, changed: [], taken: [...stepsTo(one), step], changes: 0 });
      }
      if (this.#account.wantedTags.length === 0) continue;
      for (const [by, taker] of pairs(one, before, changing)) {
        for (const { change, step } of this.#waysByTag(by.actor, taker.actor, taken)) {
          if (!certainEnough(change.step) || !certainEnough(step) || taken.has(step.on)) continue;
          taken.add(step.on);
          const next = {
            actor: change.becomes,
            changed: [...stepsTo(by), change.step],
            taken: [...stepsTo(taker), step],
            changes: 1,
          };
          const end = known(step.on);
          if (end && certainEnough(end)) return joined(stepsTo(next), end);
          held.push(next);
        }
      }
    }
    return allCertainEnough ? 'none' : 'none this certain';
  }

  /** A quick no. Who was changed may be in another group. */
  #mayChange(by: Held, on: Held): boolean {
    return on.changes > 0 || this.#targets.of(by.actor).some((arns) => arns.has(on.actor.arn));
  }

  /** The ways to others as they are. */
  #waysOf(actor: Actor): readonly Way[] {
    const known = this.#ways.get(actor) ?? this.#findWays(actor);
    this.#ways.set(actor, known);
    return known;
  }

  #findWays(actor: Actor): Way[] {
    const reach = reachOf(this.#account, actor);
    const targets = reach.takes.user.length > 0 ? this.#useful.all : this.#usefulRoles;
    return targets.flatMap((target) => {
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

const JOIN = 'iam:AddUserToGroup';
const TAGGING = ['iam:TagRole', 'iam:TagUser'];

interface Way {
  readonly step: Step;
  readonly target: Actor;
}

/** A user or role that is controlled, as it is or as it was changed. */
interface Held {
  readonly actor: Actor;
  /** The steps that changed it, with those to who did. */
  readonly changed: readonly Step[];
  /** The steps to it. */
  readonly taken: readonly Step[];
  /** How often it was changed. */
  readonly changes: number;
}

/** The one with itself and each before it: each pair of whom the first changes something. */
function* pairs(
  one: Held,
  before: readonly Held[],
  changing: readonly Held[],
): Iterable<readonly [by: Held, on: Held]> {
  for (const by of changing) yield [by, one];
  if (changing.at(-1) === one) for (const on of before) yield [one, on];
}

/** First it is changed, then it is taken: what was changed may be why it can be. No step is taken twice. */
function stepsTo({ changed, taken }: Held): Step[] {
  return [...new Set([...changed, ...taken])];
}

interface Changers {
  /** Who may change somebody else, as far as their policies name it. */
  readonly helpers: readonly Actor[];
  /** Who may be changed by somebody. */
  readonly changed: readonly Actor[];
}

/** But for changes of those whom nobody gets at, and who get at nobody that changes others: nobody controls both. */
function whoChangesWhom(
  account: AccountFacts,
  targets: ChangeTargets,
  nodes: readonly { readonly actor: Actor }[],
): Changers {
  const changesOther = (among: (arn: string) => boolean) => (actor: Actor) =>
    targets.of(actor).some((arns) => [...arns].some((arn) => arn !== actor.arn && among(arn)));
  const changing = nodes.map(({ actor }) => actor).filter(changesAnything);
  if (changing.length === 0) return { helpers: [], changed: [] };
  const all = changing.filter(changesOther(() => true));
  const named = new Set([...new Set(all.flatMap((actor) => targets.of(actor)))].flatMap((arns) => [...arns]));
  const ahead = new Set(backFrom(account, nodes, all).map(({ arn }) => arn));
  const index = new TakersIndex(account, nodes);
  const changed = new Map(
    targets.all
      .filter(({ arn }) => named.has(arn))
      .filter((target) => ahead.has(target.arn) || isTaken(index, target))
      .map((target) => [target.arn, target]),
  );
  return { helpers: all.filter(changesOther((arn) => changed.has(arn))), changed: [...changed.values()] };
}

function isTaken(index: TakersIndex<{ readonly actor: Actor }>, target: Actor): boolean {
  for (const { nodes } of index.of(target))
    if (nodes.some(({ actor }) => actor.arn !== target.arn)) return true;
  return false;
}

/** Finds the users and roles that somebody may change, by the Resource elements that allow it. */
class ChangeTargets {
  readonly all: readonly Actor[];
  readonly #users: ActorIndex;
  readonly #roles: ActorIndex;
  readonly #tagged: ActorIndex;
  /** The members of groups and holders of policies, by ARN. */
  readonly #holders = new Map<string, Actor[]>();
  /** The groups that somebody may add users to, and their policies. */
  readonly #joinable = new Set<string>();
  readonly #groups: readonly string[];
  /** By what allows it: of many who have one policy, one speaks for all. */
  readonly #bySpelling = new Map<string, ReadonlySet<string>>();
  readonly #byActor = new WeakMap<Actor, readonly ReadonlySet<string>[]>();

  constructor({ groups, wantedTags }: AccountFacts, actors: readonly Actor[], others: readonly Actor[]) {
    this.all = [...actors, ...others];
    this.#users = new ActorIndex(actors.filter(({ kind }) => kind === 'user'));
    this.#roles = new ActorIndex(actors.filter(({ kind }) => kind === 'role'));
    this.#tagged = new ActorIndex(wantedTags.length > 0 ? this.all : []);
    this.#groups = groups.map(({ arn }) => arn);
    const joining = actors
      .filter((actor) => mentions(actor, JOIN))
      .map((actor) => allowedResources(actor, JOIN));
    for (const { arn, customerPolicies } of groups) {
      if (!joining.some((resources) => holdsArn(resources, arn))) continue;
      for (const joined of [arn, ...customerPolicies]) this.#joinable.add(joined);
    }
    for (const actor of actors) {
      for (const arn of [...actor.groups, ...actor.customerPolicies, actor.boundaryArn]) {
        if (arn === undefined) continue;
        const holders = this.#holders.get(arn) ?? [];
        this.#holders.set(arn, holders);
        holders.push(actor);
      }
    }
  }

  /** The ARNs of those whom the actor may change, as far as its policies name them; a set an action. */
  of(actor: Actor): readonly ReadonlySet<string>[] {
    const known = this.#byActor.get(actor) ?? this.#find(actor);
    this.#byActor.set(actor, known);
    return known;
  }

  #find(actor: Actor): ReadonlySet<string>[] {
    return [...CHANGING]
      .map((action) => {
        const resources = allowedResources(actor, action);
        if (resources.length === 0) return NOBODY;
        const spelling = JSON.stringify([
          action,
          resources.map(({ matcher }) => [matcher.negated, matcher.patterns.map(({ text }) => text)]),
        ]);
        const known = this.#bySpelling.get(spelling) ?? this.#named(action, resources);
        this.#bySpelling.set(spelling, known);
        return known;
      })
      .filter(({ size }) => size > 0);
  }

  #named(action: string, resources: readonly AllowedResources[]): ReadonlySet<string> {
    return new Set(this.#actorsNamed(action, resources).map(({ arn }) => arn));
  }

  #actorsNamed(action: string, resources: readonly AllowedResources[]): readonly Actor[] {
    if (action === JOIN) return this.#groups.some((arn) => holdsArn(resources, arn)) ? this.#users.all : [];
    if (/policyversion|group/i.test(action)) {
      const joined = [...this.#joinable].some((arn) => holdsArn(resources, arn)) ? this.#users.all : [];
      const holders = [...this.#holders].flatMap(([arn, holders]) =>
        holdsArn(resources, arn) ? holders : [],
      );
      return [...joined, ...holders];
    }
    if (TAGGING.includes(action)) return this.#tagged.named(resources);
    return (/role/i.test(action) ? this.#roles : this.#users).named(resources);
  }
}

const NOBODY: ReadonlySet<string> = new Set();

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
