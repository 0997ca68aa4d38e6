import { isEveryResource } from '../language/arn.ts';
import { arnsOf, commonArns } from '../language/arn-sets.ts';
import { wildcard } from '../language/pattern.ts';
import type { AccountFacts, Actor } from './actor.ts';
import { best, lazily, weakest } from './certainty.ts';
import { allowedResources } from './mentions.ts';
import { resourcesOf } from './path-resources.ts';
import { NOT_IN_FULL, type Permission, permission } from './permission.ts';
import { everyOne } from './step.ts';

/** A permission on one kind of resource, whatever the path that it is asked for. */
type Ask = (action: string, some: string) => Permission | undefined;

/**
 * Asks for the permissions to do all of some actions, each on every kind of resource that it takes. Actions on one kind
 * must be allowed on one resource of it: a function that one may make has to be one that one may invoke.
 */
export function asking(
  account: AccountFacts,
  actor: Actor,
): (actions: readonly string[]) => readonly Permission[] | undefined {
  const known = new Map<string, Permission | undefined>();
  const ask: Ask = (action, some) => {
    const key = `${action} ${some}`;
    if (!known.has(key)) known.set(key, permission(account, actor, action, some === '*' ? some : { some }));
    return known.get(key);
  };
  return (actions) => {
    const kinds = new Map<string, string[]>();
    for (const action of actions) {
      for (const kind of resourcesOf(action, account.partition, actor.accountId))
        kinds.set(kind, [...(kinds.get(kind) ?? []), action]);
    }
    const found = everyOne(lazily(kinds, ([kind, sharing]) => onOne(actor, ask, sharing, kind)));
    return found && actions.map((action) => together(found.flat().filter((one) => one.action === action)));
  };
}

/** The permissions for these actions on one resource of the kind. */
function onOne(
  actor: Actor,
  ask: Ask,
  actions: readonly string[],
  kind: string,
): readonly Permission[] | undefined {
  let asked: 'all' | 'some' = 'all';
  const options = lazily(piecesOf(actor, actions, kind), (piece) => {
    if (piece === 'more') asked = 'some';
    const permissions = piece === 'more' ? undefined : narrowing(ask, actions, piece);
    return permissions && { permissions, certainty: weakest(permissions.map((one) => one.certainty)) };
  });
  const found = best(options)?.permissions;
  return found || asked === 'all' ? found : unconnected(ask, actions, kind);
}

/** Each on some resource of the kind: whether on the same one, was not asked to the end. */
function unconnected(ask: Ask, actions: readonly string[], kind: string): Permission[] | undefined {
  const permissions = everyOne(lazily(actions, (action) => ask(action, kind)));
  return permissions?.map((one) => ({ ...one, certainty: 'unread', reason: NOT_IN_FULL }));
}

/** Each action on what the ones before left of the piece, which holds for all of them then. */
function narrowing(ask: Ask, actions: readonly string[], piece: string): Permission[] | undefined {
  let left = piece;
  const permissions = everyOne(
    lazily(actions, (action) => {
      const found = ask(action, left);
      if (found) left = found.resource;
      return found;
    }),
  );
  return permissions?.map((one) => ({ ...one, resource: left }));
}

/** More pieces than any policy that was not made to take time. */
const MOST_PIECES = 64;

/** The kind, and what of it the Allows of these actions have in common. `more` comes last where there is more of that. */
function* piecesOf(actor: Actor, actions: readonly string[], kind: string): Iterable<string> {
  yield kind;
  if (kind === '*' || actions.length < 2) return;
  const seen = new Set([kind]);
  let pieces = arnsOf(wildcard(kind));
  let all = true;
  for (const action of actions) {
    const named = allowedResources(actor, action)
      .flatMap(({ matcher }) => (matcher.negated ? [] : matcher.patterns))
      .filter((pattern) => !isEveryResource(pattern))
      .flatMap(arnsOf);
    const smaller = [];
    for (const common of pieces.flatMap((piece) => named.map((set) => commonArns(piece, set)))) {
      all &&= common.whole;
      for (const set of common.arns) {
        if (seen.has(set.text)) continue;
        if (seen.size === MOST_PIECES) return yield 'more';
        seen.add(set.text);
        smaller.push(set);
        yield set.text;
      }
    }
    pieces = [...pieces, ...smaller];
  }
  if (!all) yield 'more';
}

/** The permissions for one action on several kinds of resources as one. */
function together(permissions: readonly Permission[]): Permission {
  const [first, ...others] = permissions;
  if (!first) throw new TypeError('an action takes a resource, or *');
  if (others.length === 0) return first;
  return {
    action: first.action,
    resource: permissions.map(({ resource }) => resource).join(', '),
    certainty: weakest(permissions.map(({ certainty }) => certainty)),
    statements: [
      ...new Map(
        permissions.flatMap(({ statements }) => statements).map((one) => [one.statement, one]),
      ).values(),
    ],
    undecided: [
      ...new Map(
        permissions.flatMap(({ undecided }) => undecided).map((one) => [one.statement, one]),
      ).values(),
    ],
    reason: permissions.find(({ reason }) => reason !== undefined)?.reason,
  };
}
