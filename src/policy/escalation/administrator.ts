import { grantsFullAdministratorWithin } from '../grants/administrator.ts';
import type { Condition } from '../language/condition.ts';
import { parsePolicy } from '../language/document.ts';
import type { Policy } from '../language/policy.ts';
import type { AccountFacts, Actor } from './actor.ts';

/** Whether the policies of the actor make it an administrator within its boundary, under no condition. */
export function isAdministrator(account: AccountFacts, actor: Actor): boolean {
  return administratorIf(account, actor)?.length === 0;
}

/** The conditions under which the actor is administrator: such as MFA. Undefined when it is not. */
export function administratorIf({ now }: AccountFacts, actor: Actor): readonly Condition[] | undefined {
  const boundary = actor.boundary && [actor.boundary];
  return grantsFullAdministratorWithin(boundary, actor.identity, actor, now)?.conditions.map(
    ({ condition }) => condition,
  );
}

/** Whether AdministratorAccess, attached to the actor, would make it one. */
export function couldBeAdministrator(account: AccountFacts, actor: Actor): boolean {
  const known = possible.get(actor) ?? isAdministrator(account, strengthened(actor));
  possible.set(actor, known);
  return known;
}

const possible = new WeakMap<Actor, boolean>();

/** The actor after somebody attached AdministratorAccess to it. */
export function strengthened(actor: Actor): Actor {
  return { ...actor, identity: [...actor.identity, EVERYTHING] };
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
