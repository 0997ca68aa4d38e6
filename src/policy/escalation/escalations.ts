import type { AccountFacts, Actor } from './actor.ts';
import { ActorIndex, byArn } from './actor-index.ts';
import { administratorGiven, isAdministrator } from './administrator.ts';
import { CERTAINTIES, type Certainty, compareCertainty, weakest } from './certainty.ts';
import { Control } from './controlled.ts';
import { Heap } from './heap.ts';
import { type ActorsByKind, type OwnWays, ownWays, waysBesidesIam, wayThroughWriting } from './own.ts';
import { type Reach, reachOf, wayTo } from './reach.ts';
import {
  better,
  type Chain,
  chainOf,
  compareChains,
  compareRanks,
  joined,
  rankOf,
  type Step,
} from './step.ts';
import { TakersIndex } from './takers.ts';
import { isGrantedByName, isPassedByName } from './trusted-by-role.ts';

/** How far a user or role gets with all that it may do. */
export type Standing =
  /** It has administrator access already, always or under conditions. */
  | { readonly kind: 'administrator' }
  | { readonly kind: 'escalates'; readonly chain: Chain }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'contained' };

/**
 * Who can get administrator access in an account, by which known paths, and over which other users and roles. Of all
 * ways the most certain is told, of those one that was granted by name, of those the shortest, and of those the one
 * over the first ARN. Service control policies are not looked at.
 *
 * @param actors all users and roles of the account, but roles that are linked to a service
 * @returns by ARN
 */
export function escalations(account: AccountFacts, actors: readonly Actor[]): ReadonlyMap<string, Standing> {
  const sorted = [...actors].sort(byArn);
  const byKind = {
    user: new ActorIndex(sorted.filter(({ kind }) => kind === 'user')),
    role: new ActorIndex(sorted.filter(({ kind }) => kind === 'role')),
  };
  const facts = inOrder(account);
  const nodes = new Map(sorted.map((actor) => [actor.arn, nodeOf(facts, actor, byKind)]));
  new Search(facts, nodes).settle();
  return new Map(actors.map(({ arn }) => [arn, standingOf(nodes.get(arn))]));
}

const ordered = new WeakMap<AccountFacts, AccountFacts>();

/** The facts with the groups in the order of their ARNs: the same object for the same facts. */
function inOrder(account: AccountFacts): AccountFacts {
  const known = ordered.get(account) ?? { ...account, groups: [...account.groups].sort(byArn) };
  ordered.set(account, known);
  return known;
}

/** What does not hang on who else is in the account: kept, for those that are judged among others again. */
interface Alone {
  readonly account: AccountFacts;
  already?: { readonly chain: Chain | undefined };
  own?: OwnWays;
  besides?: { readonly way: Step | undefined };
  /** Asked for when the first target is there. */
  reach?: Reach;
}

const alone = new WeakMap<Actor, Alone>();

function aloneOf(account: AccountFacts, actor: Actor): Alone {
  const before = alone.get(actor);
  if (before?.account === account) return before;
  const found = { account };
  alone.set(actor, found);
  return found;
}

/** A user or role, or what one can make of itself. */
interface Node {
  readonly actor: Actor;
  readonly administrator: boolean;
  readonly own: OwnWays;
  /** The best way to administrator access that was found. */
  chain: Chain | undefined;
  /** Its chain was told to those who may get at it. */
  settled: boolean;
  /** The last target that it was asked about. */
  asked: Node | undefined;
}

/** A state that a user or role can bring itself into, and the way there. */
interface State extends Node {
  readonly of: Node;
  readonly steps: readonly Step[];
}

const NOTHING: OwnWays = { chain: undefined, states: [] };
const NEW = { settled: false, asked: undefined };

function nodeOf(account: AccountFacts, actor: Actor, others: ActorsByKind): Node {
  const known = aloneOf(account, actor);
  known.already ??= { chain: already(account, actor) };
  const given = known.already.chain;
  if (given && given.certainty !== 'unread')
    return { ...NEW, actor, administrator: true, own: NOTHING, chain: given };
  known.own ??= ownWays(account, actor);
  const { own } = known;
  const certain = own.chain?.certainty === 'certain';
  const written = certain ? undefined : wayThroughWriting(account, actor, others);
  const isEnough = certain || written?.certainty === 'certain';
  if (!isEnough) known.besides ??= { way: waysBesidesIam(account, actor) };
  const ways = [written, isEnough ? undefined : known.besides?.way].map((way) => way && chainOf([way]));
  const chain = best([own.chain, ...ways, given]);
  return { ...NEW, actor, administrator: false, own, chain };
}

function best(chains: readonly (Chain | undefined)[]): Chain | undefined {
  return chains.reduce((found, chain) => (chain ? better(found, chain) : found), undefined);
}

/** Administrator access that it has without a step. */
function already(account: AccountFacts, actor: Actor): Chain | undefined {
  const { identity, boundary } = actor.unread;
  const given = administratorGiven(account, actor);
  if (given && boundary === undefined) return chainOf([], given);
  if (given?.length === 0) return { ...chainOf([]), certainty: 'unread', reason: boundary };
  const limit = { ...actor, identity: actor.boundary ? [actor.boundary] : [], boundary: undefined };
  const unlimited = actor.boundary === undefined || isAdministrator(account, limit);
  return identity !== undefined && unlimited
    ? { ...chainOf([]), certainty: 'unread', reason: identity }
    : undefined;
}

/**
 * Gives every node its best chain: Dijkstra's search, from the administrators back. Of nodes that are as near the one
 * with the first ARN is told, so that the order of AWS's answers does not matter.
 */
class Search {
  readonly #account: AccountFacts;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #takers: TakersIndex<Node | State>;
  readonly #open = new Heap<Entry>(
    (a, b) => compareChains(a.chain, b.chain) || byArn(a.node.actor, b.node.actor),
  );

  constructor(account: AccountFacts, nodes: ReadonlyMap<string, Node>) {
    this.#account = account;
    this.#nodes = nodes;
    const all = [...nodes.values()].flatMap((node) => [node, ...statesOf(node)]);
    this.#takers = new TakersIndex(
      account,
      all.filter(({ chain }) => chain?.steps.length !== 0 || chain.certainty !== 'certain'),
    );
    for (const node of all) this.#queue(node);
  }

  /** The chains of each certainty first, then those that need several users or roles. */
  settle(): void {
    const closed = new Set<Node>();
    for (const certainty of CERTAINTIES) {
      this.#spread(certainty);
      // From whom a way is known this certain, nobody who gets at them needs another.
      const isKnown = ({ chain }: Node) =>
        chain !== undefined && compareCertainty(chain.certainty, certainty) <= 0;
      const [known, open] = [this.#actors(isKnown), this.#actors((node) => !isKnown(node))];
      const control = new Control(this.#account, open, known);
      for (const { arn } of control.candidates) {
        const node = this.#nodes.get(arn);
        if (!node || isKnown(node) || closed.has(node)) continue;
        if (compareCertainty(this.#reach(node).ceiling, certainty) > 0) continue;
        const chain = control.chain(node.actor, certainty, (other) => this.#nodes.get(other)?.chain);
        if (chain === 'none') closed.add(node);
        if (chain === 'none' || chain === 'none this certain') continue;
        this.#improve(node, chain);
        this.#spread(certainty);
      }
    }
  }

  #actors(which: (node: Node) => boolean): Actor[] {
    return [...this.#nodes.values()].filter(which).map(({ actor }) => actor);
  }

  #queue(node: Node | State): void {
    if (node.chain) this.#open.push({ node, chain: node.chain });
  }

  #improve(node: Node | State, chain: Chain): void {
    const found = better(node.chain, chain);
    if (found === node.chain) return;
    node.chain = found;
    node.settled = false;
    this.#queue(node);
  }

  /** Takes chains that are as certain as this to all who may get at their beginning. */
  #spread(certainty: Certainty): void {
    for (let next = this.#open.first; next; next = this.#open.first) {
      if (compareCertainty(next.chain.certainty, certainty) > 0) return;
      this.#open.pop();
      const { node, chain } = next;
      if (node.settled || node.chain !== chain) continue;
      node.settled = true;
      if ('of' in node) this.#improve(node.of, joined(node.steps, chain));
      else this.#tell(node, chain);
    }
  }

  #tell(target: Node, chain: Chain): void {
    for (const takers of this.#takers.of(target.actor)) {
      takers.nodes = takers.nodes.filter((node) => {
        if (node.actor.arn === target.actor.arn) return true;
        const open = () => !node.settled && this.#couldImprove(node, target, chain, takers.ceiling);
        if (!open()) return false;
        if (node.asked !== target) {
          node.asked = target;
          const way = wayTo(this.#account, this.#reach(node), target.actor);
          if (way) this.#improve(node, joined([way], chain));
        }
        return open();
      });
    }
  }

  /** Whether one step to the target, as certain as the ceiling at most, could be better than what there is. */
  #couldImprove(node: Node | State, target: Node, chain: Chain, ceiling: Certainty): boolean {
    if (!node.chain) return true;
    const certainty = weakest([chain.certainty, ceiling, this.#reach(node).ceiling]);
    const byName = isGrantedByName(node.actor, target.actor) || isPassedByName(node.actor, target.actor);
    const granted = chain.granted && byName;
    return compareRanks({ certainty, granted, length: chain.steps.length + 1 }, rankOf(node.chain)) < 0;
  }

  #reach(node: Node | State): Reach {
    const known = aloneOf(this.#account, node.actor);
    known.reach ??= reachOf(this.#account, node.actor);
    return known.reach;
  }
}

interface Entry {
  readonly node: Node | State;
  readonly chain: Chain;
}

function statesOf(node: Node): State[] {
  return node.own.states.map(({ actor, steps }) => ({
    ...NEW,
    of: node,
    steps,
    actor,
    administrator: false,
    own: NOTHING,
    chain: undefined,
  }));
}

function standingOf(node: Node | undefined): Standing {
  if (!node) return { kind: 'contained' };
  const { actor, administrator, chain } = node;
  if (administrator) return { kind: 'administrator' };
  if (chain && chain.certainty !== 'unread') return { kind: 'escalates', chain };
  const reason = reasonOf(chain) ?? actor.unread.identity;
  return reason === undefined ? { kind: 'contained' } : { kind: 'unknown', reason };
}

function reasonOf(chain: Chain | undefined): string | undefined {
  const permissions = chain?.steps.flatMap((step) => step.permissions) ?? [];
  const reason = chain?.reason ?? permissions.find((permission) => permission.reason !== undefined)?.reason;
  return reason ?? (chain && 'a trust policy on the way to administrator access cannot be read');
}
