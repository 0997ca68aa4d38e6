import { holdsAll } from '../language/matcher.ts';
import { wildcard } from '../language/pattern.ts';
import { type Policy, type PolicyStatement, statementsOf } from '../language/policy.ts';
import type { Statement } from '../language/statement.ts';
import { type GrantCondition, isMetByAll, narrowingOf } from './conditions.ts';
import { leavesNothing } from './every-action.ts';
import { holdsAllOfKind } from './every-resource.ts';
import { hasEffect, holdsEverythingOwn, ownOf, sorted } from './existing.ts';
import type { Holder } from './holder.ts';

/** How policies grant full administrator access. */
export interface Administrator {
  /** The statements that together allow every action on every resource. */
  readonly statements: readonly PolicyStatement[];
  /** What must hold for that, of which only some requests do; empty for whoever is administrator whatever he does. */
  readonly conditions: readonly GrantCondition[];
  /** Denies that take something back, or do so under conditions, and leave an administrator. */
  readonly denies: readonly PolicyStatement[];
  /** What a NotAction leaves out and the catalogue of actions does not know, so that it leaves out nothing. */
  readonly unknownActions: readonly string[];
}

/** An Allow for every resource, with those of its conditions that narrow it. */
interface Grant extends PolicyStatement {
  readonly conditions: readonly GrantCondition[];
}

/**
 * Whether these policies together allow every action on every resource of the holder's account, in any spelling. A
 * condition that every request of the holder meets is none; under others it is an administrator as long as they hold.
 * A Deny undoes that when all requests meet it and it covers all of IAM or everything but a list; what other Denies
 * take back, an administrator can give to a new principal.
 * @param now the moment at which the dates of conditions are judged
 */
export function grantsFullAdministrator(
  policies: readonly Policy[],
  holder: Holder,
  now: Date,
): Administrator | undefined {
  const grants = grantsIn(policies, holder, now);
  // Most users and roles are done with here.
  if (grants.length === 0) return undefined;
  const needed = neededOf(grants);
  if (needed === undefined) return undefined;
  const denies = statementsOf(policies, 'Deny').filter(({ statement }) => hasEffect(statement, holder, now));
  if (denies.some(({ statement }) => takesAdministration(statement, holder, now))) return undefined;
  return {
    statements: needed.map(({ policy, statement }) => ({ policy, statement })),
    conditions: needed.flatMap(({ conditions }) => conditions),
    denies,
    unknownActions: needed.flatMap(({ statement: { action } }) =>
      action.negated ? sorted(action.patterns).unknown.map(({ text }) => text) : [],
    ),
  };
}

/**
 * The same of a user or role that has a permissions boundary: it must grant everything too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @param boundary undefined where none is set
 */
export function grantsFullAdministratorWithin(
  boundary: readonly Policy[] | undefined,
  policies: readonly Policy[],
  holder: Holder,
  now: Date,
): Administrator | undefined {
  const own = grantsFullAdministrator(policies, holder, now);
  if (own === undefined || boundary === undefined) return own;
  const limit = grantsFullAdministrator(boundary, holder, now);
  return limit && within(own, limit);
}

function within(own: Administrator, limit: Administrator): Administrator {
  return {
    statements: [...own.statements, ...new Set(limit.conditions.map(({ by }) => by))],
    conditions: [...own.conditions, ...limit.conditions],
    denies: [...own.denies, ...limit.denies],
    unknownActions: [...own.unknownActions, ...limit.unknownActions],
  };
}

/** The Allows for every resource, without those whose conditions nobody meets. */
function grantsIn(policies: readonly Policy[], holder: Holder, now: Date): readonly Grant[] {
  const found: Grant[] = [];
  for (const { name, document } of policies) {
    for (const statement of document.statements) {
      if (statement.effect === 'Deny' || !holdsEverythingOwn(statement.resource, holder)) continue;
      const allow = { policy: name, statement };
      const conditions = narrowingOf(allow, 'everything', holder, now);
      if (conditions) found.push({ ...allow, conditions });
    }
  }
  return found;
}

/**
 * Those of the grants that add up to everything under as few conditions as there are, MFA last of all; undefined when
 * they do not.
 */
function neededOf(grants: readonly Grant[]): readonly Grant[] | undefined {
  const plain = grants.filter(({ conditions }) => conditions.length === 0);
  const withoutMfa = grants.filter(({ conditions }) => conditions.every(({ respect }) => respect !== 'MFA'));
  const alone = plain.filter((grant) => addUp([grant]));
  if (alone.length > 0) return alone;
  if (addUp(plain)) return plain;
  for (const tier of [withoutMfa, grants]) {
    const one = tier.find((grant) => addUp([grant]));
    if (one) return [one];
    if (addUp(tier)) return fewestOf(tier);
  }
  return undefined;
}

/** Without the conditional grants that the others do without. */
function fewestOf(grants: readonly Grant[]): readonly Grant[] {
  let needed = grants;
  for (const grant of grants) {
    const others = needed.filter((one) => one !== grant);
    if (grant.conditions.length > 0 && addUp(others)) needed = others;
  }
  return needed;
}

function addUp(grants: readonly Grant[]): boolean {
  return leavesNothing(grants.map(({ statement }) => statement));
}

function takesAdministration(statement: Statement, holder: Holder, now: Date): boolean {
  if (!isMetByAll(statement, holder, now)) return false;
  const { action } = statement;
  const resource = ownOf(statement.resource, holder);
  if (action.negated && holdsEverythingOwn(resource, holder)) return true;
  return holdsAllOfKind(resource, 'iam:*') && holdsAll(action, wildcard('iam:?*'));
}
