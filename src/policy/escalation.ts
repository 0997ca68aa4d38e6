import type { Condition } from './condition.ts';
import {
  type Actor,
  administratorIf,
  compareCertainty,
  isAdministrator,
  type Surroundings,
  weakest,
} from './escalation-actor.ts';
import { type OwnWays, ownWays, wayThroughWriting } from './escalation-own.ts';
import { type Reach, reachOf, wayBesidesGranted, wayTo } from './escalation-reach.ts';
import { type Chain, chainOf, type Step, shorter } from './escalation-step.ts';

/** How far a user or role gets with all that it may do. */
export type Standing =
  /** It has administrator access already, always or under conditions. */
  | { readonly kind: 'administrator' }
  /** `granted`: it may assume roles up to an administrator, and each time a policy or a trust policy names the other side. */
  | { readonly kind: 'escalates'; readonly chain: Chain; readonly granted: boolean }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'contained' };

/**
 * Who can get administrator access in an account, by which known paths, and over which other users and roles. Of all
 * ways the most certain is told, and of those the shortest. Service control policies are not looked at.
 *
 * @param actors all users and roles of the account, but roles that are linked to a service
 * @returns by ARN
 */
export function escalations(around: Surroundings, actors: readonly Actor[]): ReadonlyMap<string, Standing> {
  const nodes = actors.map((actor) => nodeOf(around, actor, actors));
  const settled = settle(around, nodes);
  return new Map(nodes.map((node) => [node.actor.arn, standingOf(around, node, settled)]));
}

/** A user or role, or what one can make of itself. */
interface Node {
  readonly actor: Actor;
  readonly administrator: boolean;
  readonly own: OwnWays;
  /** By writing the policies of another user or role. */
  readonly writing: Chain | undefined;
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

function nodeOf(around: Surroundings, actor: Actor, others: readonly Actor[]): Node {
  const given = already(around, actor);
  if (given && given.certainty !== 'unread')
    return { actor, administrator: true, own: NOTHING, writing: undefined, reach: undefined, chain: given };
  const own = ownWays(around, actor);
  const written = own.chain?.certainty === 'certain' ? undefined : wayThroughWriting(around, actor, others);
  const writing = written && chainOf([written]);
  const chain = best([own.chain, writing, given]);
  return { actor, administrator: false, own, writing, reach: undefined, chain };
}

function best(chains: readonly (Chain | undefined)[]): Chain | undefined {
  return chains.reduce((found, chain) => (chain ? shorter(found, chain) : found), undefined);
}

/** Administrator access that it has without a step. */
function already(around: Surroundings, actor: Actor): Chain | undefined {
  const { identity, boundary } = actor.unread;
  if (isAdministrator(actor))
    return { ...chainOf([]), ...(boundary && { certainty: 'unread', reason: boundary }) };
  const conditions = administratorIf(around, actor);
  if (conditions && boundary === undefined)
    return { ...chainOf([]), certainty: 'conditional', given: conditions.map(inWords) };
  const limit = { identity: actor.boundary ? [actor.boundary] : [], boundary: undefined };
  const unlimited = actor.boundary === undefined || isAdministrator(limit);
  return identity !== undefined && unlimited
    ? { ...chainOf([]), certainty: 'unread', reason: identity }
    : undefined;
}

/** As a policy writes it, on one line. */
export function inWords({ operator, keyText, values }: Condition): string {
  return `${operator} ${keyText}: ${values.join(', ')}`;
}

/** Gives every node its best chain: Dijkstra's search, from the administrators back. Returns them, the best first. */
function settle(around: Surroundings, nodes: readonly Node[]): readonly Node[] {
  const open = new Set<Node | State>(nodes);
  for (const node of nodes) for (const state of statesOf(node)) open.add(state);
  const settled: Node[] = [];
  for (let next = nearest(open); next?.chain; next = nearest(open)) {
    open.delete(next);
    if ('of' in next) {
      next.of.chain = shorter(next.of.chain, joined(next.steps, next.chain));
      continue;
    }
    settled.push(next);
    for (const node of open) {
      if (node.actor.arn === next.actor.arn || !couldImprove(node.chain, next.chain)) continue;
      const way = wayTo(around, reach(around, node), next.actor);
      if (way) node.chain = shorter(node.chain, joined([way], next.chain));
    }
  }
  return settled;
}

function statesOf(node: Node): State[] {
  return node.own.states.map(({ actor, steps }) => ({
    of: node,
    steps,
    actor,
    administrator: false,
    own: NOTHING,
    writing: undefined,
    reach: undefined,
    chain: undefined,
  }));
}

function nearest(nodes: Iterable<Node | State>): Node | State | undefined {
  let found: Node | State | undefined;
  for (const node of nodes) {
    if (node.chain && (!found?.chain || compare(node.chain, found.chain) < 0)) found = node;
  }
  return found;
}

function compare(a: Chain, b: Chain): number {
  return compareCertainty(a.certainty, b.certainty) || a.steps.length - b.steps.length;
}

/** Whether one step more than the chain could be better than what there is. */
function couldImprove(existing: Chain | undefined, { certainty, steps }: Chain): boolean {
  if (!existing) return true;
  return (compareCertainty(certainty, existing.certainty) || steps.length + 1 - existing.steps.length) < 0;
}

function joined(steps: readonly Step[], rest: Chain): Chain {
  const certainty = weakest([...steps.map((step) => step.certainty), rest.certainty]);
  return { ...rest, steps: [...steps, ...rest.steps], certainty };
}

function reach(around: Surroundings, node: Node): Reach {
  node.reach ??= reachOf(around, node.actor);
  return node.reach;
}

function standingOf(around: Surroundings, node: Node, settled: readonly Node[]): Standing {
  const { actor, administrator, chain } = node;
  if (administrator) return { kind: 'administrator' };
  if (!chain || chain.certainty === 'unread') {
    const reason = reasonOf(chain) ?? actor.unread.identity;
    return reason === undefined ? { kind: 'contained' } : { kind: 'unknown', reason };
  }
  if (!chain.steps.every(({ byName }) => byName)) return { kind: 'escalates', chain, granted: false };
  const other = besidesGranted(around, node, settled);
  return other && other.certainty !== 'unread'
    ? { kind: 'escalates', chain: other, granted: false }
    : { kind: 'escalates', chain, granted: true };
}

function reasonOf(chain: Chain | undefined): string | undefined {
  const permissions = chain?.steps.flatMap((step) => step.permissions) ?? [];
  const reason = chain?.reason ?? permissions.find((permission) => permission.reason !== undefined)?.reason;
  return reason ?? (chain && 'a trust policy on the way to administrator access cannot be read');
}

/** The best way that does not only use what was granted by name. */
function besidesGranted(around: Surroundings, node: Node, settled: readonly Node[]): Chain | undefined {
  let found = best([node.own.chain, node.writing]);
  for (const { actor, chain } of settled) {
    if (!chain || !couldImprove(found, chain)) continue;
    if (actor.arn === node.actor.arn || chain.steps.some(({ from }) => from === node.actor.arn)) continue;
    const way = wayBesidesGranted(around, reach(around, node), actor);
    if (way) found = shorter(found, joined([way], chain));
  }
  return found;
}
