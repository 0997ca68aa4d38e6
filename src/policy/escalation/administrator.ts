import { grantsFullAdministratorWithin } from '../grants/administrator.ts';
import { asWritten } from '../grants/in-words.ts';
import { parsePolicy } from '../language/document.ts';
import type { Policy } from '../language/policy.ts';
import type { AccountFacts, Actor } from './actor.ts';

/** Whether the policies of the actor make it an administrator within its boundary, under no condition. */
export function isAdministrator(account: AccountFacts, actor: Actor): boolean {
  return administratorGiven(account, actor)?.length === 0;
}

/**
 * The conditions under which the actor is administrator, such as MFA, in words; none for one that always is. Undefined
 * when it is not.
 */
export function administratorGiven({ now }: AccountFacts, actor: Actor): readonly string[] | undefined {
  const boundary = actor.boundary && [actor.boundary];
  return grantsFullAdministratorWithin(boundary, actor.identity, actor, now)?.conditions.map(
    ({ condition }) => asWritten(condition),
  );
}

/** The conditions under which AdministratorAccess, attached to the actor, would make it one: those of its boundary. */
export function couldBeAdministratorGiven(
  account: AccountFacts,
  actor: Actor,
): readonly string[] | undefined {
  const known = possible.get(actor) ?? { given: administratorGiven(account, strengthened(actor)) };
  possible.set(actor, known);
  return known.given;
}

const possible = new WeakMap<Actor, { readonly given: readonly string[] | undefined }>();

/** The actor after somebody attached AdministratorAccess to it. */
export function strengthened(actor: Actor): Actor {
  return isStrengthened(actor) ? actor : { ...actor, identity: [...actor.identity, EVERYTHING] };
}

export function isStrengthened({ identity }: Actor): boolean {
  return identity.includes(EVERYTHING);
}

const EVERYTHING = policyNamed('AdministratorAccess', {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

/** A policy that we wrote ourselves. */
export function policyNamed(name: string, content: object): Policy {
  const parsed = parsePolicy(JSON.stringify(content));
  if (!parsed.ok) throw new TypeError(parsed.reason);
  return { name, document: parsed.document };
}
