import { asWritten } from '../grants/in-words.ts';
import type { AccountFacts, Actor } from './actor.ts';
import { administratorIf, isAdministrator } from './administrator.ts';
import { type Certainty, weakest } from './certainty.ts';
import { type ActorsByKind, type OwnWays, ownWays, wayThroughWriting } from './own.ts';
import { type Reach, reachOf, wayTo } from './reach.ts';
import { better, type Chain, chainOf, compareChains, compareRanks, rankOf, type Step } from './step.ts';
import { isGrantedByName } from './trusted-by-role.ts';

/** How far a user or role gets with all that it may do. */
export type Standing =
  /** It has administrator access already, always or under conditions. */
  | { readonly kind: 'administrator' }
  | { readonly kind: 'escalates'; readonly chain: Chain }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'contained' };

/**
 * Who can get administrator access in an account, by which known paths, and over which other users and roles. Of all
 * ways the most certain is told, of those one that was granted by name, and of those the shortest. Service control policies are not looked at.
 *
 * @param actors all users and roles of the account, but roles that are linked to a service
 * @returns by ARN
 */
export function escalations(account: AccountFacts, actors: readonly Actor[]): ReadonlyMap<string, Standing> {
  const byKind = {
    user: actors.filter(({ kind }) => kind === 'user'),
    role: actors.filter(({ kind }) => kind === 'role'),
  };
  const nodes = actors.map((actor) => nodeOf(account, actor, byKind));
  settle(account, nodes);
  return new Map(nodes.map((node) => [node.actor.arn, standingOf(node)]));
}

/** A user or role, or what one can make of itself. */
interface Node {
  readonly actor: Actor;
  readonly administrator: boolean;
  readonly own: OwnWays;
  /** Asked for when the first target is there. */
  reach: Reach | undefined;
  /** The best way to administrator access that was found. */
  chain: Chain | undefined;
}

/** A state that a user or role can bring itself into, and the way there. */
interface State extends Node {
  readonly of: Node;
  readonly steps: readonly Step[];
}

const NOTHING: OwnWays = { chain: undefined, states: [] };

function nodeOf(account: AccountFacts, actor: Actor, others: ActorsByKind): Node {
  const given = already(account, actor);
  if (given && given.certainty !== 'unread')
    return { actor, administrator: true, own: NOTHING, reach: undefined, chain: given };
  const own = ownWays(account, actor);
  const written = own.chain?.certainty === 'certain' ? undefined : wayThroughWriting(account, actor, others);
  const chain = best([own.chain, written && chainOf([written]), given]);
  return { actor, administrator: false, own, reach: undefined, chain };
}

function best(chains: readonly (Chain | undefined)[]): Chain | undefined {
  return chains.reduce((found, chain) => (chain ? better(found, chain) : found), undefined);
}

/** Administrator access that it has without a step. */
function already(account: AccountFacts, actor: Actor): Chain | undefined {
  const { identity, boundary } = actor.unread;
  if (isAdministrator(account, actor))
    return { ...chainOf([]), ...(boundary && { certainty: 'unread', reason: boundary }) };
  const conditions = administratorIf(account, actor);
  if (conditions && boundary === undefined)
    return { ...chainOf([]), certainty: 'conditional', given: conditions.map(asWritten) };
  const limit = { ...actor, identity: actor.boundary ? [actor.boundary] : [], boundary: undefined };
  const unlimited = actor.boundary === undefined || isAdministrator(account, limit);
  return identity !== undefined && unlimited
    ? { ...chainOf([]), certainty: 'unread', reason: identity }
    : undefined;
}

/** Gives every node its best chain: Dijkstra's search, from the administrators back. */
function settle(account: AccountFacts, nodes: readonly Node[]): void {
  const open = new Set<Node | State>(nodes);
  for (const node of nodes) for (const state of statesOf(node)) open.add(state);
  for (let next = nearest(open); next?.chain; next = nearest(open)) {
    open.delete(next);
    if ('of' in next) {
      next.of.chain = better(next.of.chain, joined(next.steps, next.chain));
      continue;
    }
    for (const node of open) {
      if (node.actor.arn === next.actor.arn) continue;
      if (!couldImprove(node, next, reach(account, node).ceiling)) continue;
      const way = wayTo(account, reach(account, node), next.actor);
      if (way) node.chain = better(node.chain, joined([way], next.chain));
    }
  }
}

function statesOf(node: Node): State[] {
  return node.own.states.map(({ actor, steps }) => ({
    of: node,
    steps,
    actor,
    administrator: false,
    own: NOTHING,
    reach: undefined,
    chain: undefined,
  }));
}

function nearest(nodes: Iterable<Node | State>): Node | State | undefined {
  let found: Node | State | undefined;
  for (const node of nodes) {
    if (node.chain && (!found?.chain || compareChains(node.chain, found.chain) < 0)) found = node;
  }
  return found;
}

/** Whether one step to the target, as certain as the ceiling at most, could be better than what there is. */
function couldImprove(
  { actor, chain: existing }: Node,
  { actor: target, chain }: Node,
  ceiling: Certainty,
): boolean {
  if (!existing || !chain) return true;
  const certainty = weakest([chain.certainty, ceiling]);
  const granted = chain.granted && isGrantedByName(actor, target);
  return compareRanks({ certainty, granted, length: chain.steps.length + 1 }, rankOf(existing)) < 0;
}

function joined(steps: readonly Step[], rest: Chain): Chain {
  const certainty = weakest([...steps.map((step) => step.certainty), rest.certainty]);
  const granted = rest.granted && steps.every(({ byName }) => byName);
  return { ...rest, steps: [...steps, ...rest.steps], certainty, granted };
}

function reach(account: AccountFacts, node: Node): Reach {
  node.reach ??= reachOf(account, node.actor);
  return node.reach;
}

function standingOf({ actor, administrator, chain }: Node): Standing {
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
