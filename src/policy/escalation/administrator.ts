import type { Condition } from '../language/condition.ts';
import { type PolicyDocument, parsePolicy } from '../language/document.ts';
import type { Policy } from '../language/policy.ts';
import type { Statement } from '../language/statement.ts';
import { grantsFullAdministrator } from '../questions.ts';
import type { AccountFacts, Actor } from './actor.ts';
import { permission } from './permission.ts';

/** Whether the policies of the actor make it an administrator within its boundary. */
export function isAdministrator({ identity, boundary }: Pick<Actor, 'identity' | 'boundary'>): boolean {
  return (
    grantsFullAdministrator(identity) !== undefined &&
    (boundary === undefined || grantsFullAdministrator([boundary]) !== undefined)
  );
}

/** The conditions under which the actor is administrator: such as MFA. Undefined when it is not. */
export function administratorIf(account: AccountFacts, actor: Actor): readonly Condition[] | undefined {
  const bare = {
    identity: actor.identity.map(unconditioned),
    boundary: actor.boundary && unconditioned(actor.boundary),
  };
  if (!isAdministrator(bare)) return undefined;
  const anything = permission(account, actor, 'iam:CreateUser', {
    some: `arn:${account.partition}:iam::${actor.accountId}:user/*`,
  });
  return anything?.undecided.flatMap(({ conditions }) => conditions);
}

/** Whether it is administrator whatever the request says, with the tags that it has. */
export function isAdministratorByTags(account: AccountFacts, actor: Actor): boolean {
  return isAdministrator(actor) || administratorIf(account, actor)?.length === 0;
}

function unconditioned({ name, document }: Policy): Policy {
  const bare = bareDocuments.get(document) ?? withoutConditions(document);
  bareDocuments.set(document, bare);
  return { name, document: bare };
}

/** Kept: a managed policy has many holders. */
const bareDocuments = new WeakMap<PolicyDocument, PolicyDocument>();

function withoutConditions(document: PolicyDocument): PolicyDocument {
  const isBare = ({ effect, conditions }: Statement) => effect === 'Deny' || conditions.length === 0;
  if (document.statements.every(isBare)) return document;
  const statements = document.statements.map((statement) =>
    isBare(statement) ? statement : { ...statement, conditions: [] },
  );
  return { ...document, statements };
}

/** Whether AdministratorAccess, attached to the actor, would make it one. */
export function couldBeAdministrator(actor: Actor): boolean {
  const known = possible.get(actor) ?? isAdministrator(strengthened(actor));
  possible.set(actor, known);
  return known;
}

const possible = new WeakMap<Actor, boolean>();

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
