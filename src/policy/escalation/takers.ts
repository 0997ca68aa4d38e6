import type { AccountFacts, Actor } from './actor.ts';
import type { Certainty } from './certainty.ts';
import { allowedResources, mentions } from './mentions.ts';
import type { Runner } from './paths.ts';
import { pathsThroughRunners } from './reach.ts';
import { namedInTrust, trustedService } from './trusted-by-role.ts';
import { TAKES_OTHERS } from './writes.ts';

/** Those who may get at the same users or roles in one way, as far as their policies name it. */
export interface Takers<N> {
  /** Whoever is done with leaves it: it is not asked about the next target. */
  nodes: N[];
  /** No way of theirs of this kind is more certain than this. */
  readonly ceiling: Certainty;
}

const ASSUME = 'sts:AssumeRole';
const PASS = 'iam:PassRole';

/** The actions that get the credentials of a user or role, but for assuming it. */
const TAKING = [...new Set(TAKES_OTHERS.flatMap(({ required: [first] }) => first ?? []))].filter(
  (action) => action !== ASSUME,
);

/**
 * Says for a user or role who may get at it, without a look at all the others: by what the Resource elements of Allows
 * begin with, by who is named in its trust policy, by the services that it lets in.
 */
export class TakersIndex<N extends { readonly actor: Actor }> {
  readonly #account: AccountFacts;
  /** By the action, and what its resources begin with. */
  readonly #byBeginning = new Map<string, Map<string, Takers<N>>>();
  readonly #byArn = new Map<string, Takers<N>>();
  readonly #everybody: Takers<N> = { nodes: [], ceiling: 'certain' };
  /** The lists of those who start or take over something, by its service. */
  readonly #services = new Map<string, { readonly runner: Runner; readonly key: string }[]>();

  constructor(account: AccountFacts, nodes: readonly N[]) {
    this.#account = account;
    for (const node of nodes) this.#add(node);
  }

  *of(target: Actor): Iterable<Takers<N>> {
    if (target.kind === 'role') yield* this.#assumers(target);
    for (const action of TAKING) yield* this.#beginning(action, target.arn);
    if (target.kind !== 'role') return;
    for (const lists of this.#services.values()) {
      const [first] = lists;
      if (!first || !trustedService(this.#account, target, first.runner)) continue;
      for (const { key } of lists) yield* this.#beginning(key, target.arn);
    }
  }

  *#assumers(role: Actor): Iterable<Takers<N>> {
    const { arns, somebody, account } = namedInTrust(role);
    for (const arn of arns) {
      const named = this.#byArn.get(arn);
      if (named) yield named;
    }
    if (account) yield* this.#beginning(ASSUME, role.arn);
    if (somebody) yield this.#everybody;
  }

  *#beginning(key: string, arn: string): Iterable<Takers<N>> {
    const lists = this.#byBeginning.get(key);
    if (!lists) return;
    for (const [beginning, list] of lists.size > arn.length ? this.#prefixes(lists, arn) : lists)
      if (arn.startsWith(beginning)) yield list;
  }

  *#prefixes(lists: ReadonlyMap<string, Takers<N>>, arn: string): Iterable<[string, Takers<N>]> {
    for (let length = 0; length <= arn.length; length++) {
      const beginning = arn.slice(0, length);
      const list = lists.get(beginning);
      if (list) yield [beginning, list];
    }
  }

  #add(node: N): void {
    const { actor } = node;
    const named = this.#byArn.get(actor.arn) ?? { nodes: [], ceiling: 'certain' };
    this.#byArn.set(actor.arn, named);
    named.nodes.push(node);
    this.#everybody.nodes.push(node);
    for (const action of [ASSUME, ...TAKING]) {
      if (mentions(actor, action)) this.#register(action, 'certain', beginningsOf(actor, action), node);
    }
    for (const { path, runner, certain } of pathsThroughRunners(actor)) {
      const passes = path.required.includes(PASS);
      const key = `${runner.service} ${passes ? 'passed' : 'taken'} ${certain ? 'certain' : 'conditional'}`;
      const known = this.#services.get(runner.service) ?? [];
      this.#services.set(runner.service, known);
      if (!known.some((one) => one.key === key)) known.push({ runner, key });
      this.#register(
        key,
        certain ? 'certain' : 'conditional',
        passes ? beginningsOf(actor, PASS) : [''],
        node,
      );
    }
  }

  #register(key: string, ceiling: Certainty, beginnings: Iterable<string>, node: N): void {
    const lists = this.#byBeginning.get(key) ?? new Map<string, Takers<N>>();
    this.#byBeginning.set(key, lists);
    for (const beginning of beginnings) {
      const list = lists.get(beginning) ?? { nodes: [], ceiling };
      lists.set(beginning, list);
      if (list.nodes.at(-1) !== node) list.nodes.push(node);
    }
  }
}

/** What the ARNs begin with that the actor may do it to; nothing where that may be any. */
function beginningsOf(actor: Actor, action: string): ReadonlySet<string> {
  return new Set(allowedResources(actor, action).flatMap(({ beginnings }) => beginnings ?? ['']));
}
