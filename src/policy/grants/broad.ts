import { isEveryResource } from '../language/arn.ts';
import type { Condition } from '../language/condition.ts';
import { actionNamed, holdsAll, type Matcher, matchesAction } from '../language/matcher.ts';
import { opposite, pinsValue } from '../language/narrowing.ts';
import { type Pattern, wildcard } from '../language/pattern.ts';
import { covers } from '../language/pattern-sets.ts';
import { type Policy, type PolicyStatement, statementsOf } from '../language/policy.ts';
import type { Statement } from '../language/statement.ts';
import { isMetByAll, narrowingOf } from './conditions.ts';
import { EVERY_ACTION } from './every-action.ts';
import { holdsAllOfKind } from './every-resource.ts';
import { hasEffect, holdsEverythingOwn, ownOf } from './existing.ts';
import type { Holder } from './holder.ts';
import { reachOf } from './reach.ts';

/**
 * The statements that allow every action of the service (prefix) on every resource, unless a Deny undoes that or
 * leaves a list of resources.
 */
export function grantsAllOf(
  policies: readonly Policy[],
  service: string,
  holder: Holder,
  now: Date,
): readonly PolicyStatement[] {
  const actions = wildcard(`${service.toLowerCase()}:?*`);
  const undone = statementsOf(policies, 'Deny').some(
    ({ statement }) =>
      isMetByAll(statement, holder, now) &&
      holdsAll(statement.action, actions) &&
      isOnAll(statement.resource, `${service}:*`, holder),
  );
  if (undone) return [];
  return statementsOf(policies, 'Allow').filter(
    (allow) =>
      holdsEverythingOwn(allow.statement.resource, holder) &&
      holdsAll(allow.statement.action, actions) &&
      narrowingOf(allow, 'allow', holder, now)?.length === 0,
  );
}

/** A service of which policies allow every action. */
export interface WholeService {
  /** The prefix as the policy spells it, in lower case; it may hold wildcards. */
  readonly service: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * The services of which these policies allow every action on every resource by name (`iam:*`, not `*` or NotAction),
 * unless a Deny undoes that.
 */
export function grantsWholeService(
  policies: readonly Policy[],
  holder: Holder,
  now: Date,
): readonly WholeService[] {
  const services = new Set(
    statementsOf(policies, 'Allow')
      .flatMap(({ statement }) => (statement.action.negated ? [] : statement.action.patterns))
      .filter((pattern) => !covers(pattern, EVERY_ACTION))
      .map(({ text }) => /^([^:]+?)(?::[*?]+|\*)$/.exec(text)?.[1])
      .filter((service) => service !== undefined),
  );
  return [...services]
    .map((service) => ({ service, statements: byName(grantsAllOf(policies, service, holder, now)) }))
    .filter(({ statements }) => statements.length > 0);
}

function byName(grants: readonly PolicyStatement[]): PolicyStatement[] {
  return grants.filter(
    ({ statement: { action } }) =>
      !action.negated && !action.patterns.some((pattern) => covers(pattern, EVERY_ACTION)),
  );
}

/** A statement that allows an action on every resource of its kind. */
export interface BroadGrant extends PolicyStatement {
  /** Those that could narrow it: its own, and what must hold lest a Deny takes it back. */
  readonly conditions: readonly Condition[];
}

/**
 * The statements that allow the action on every resource, or on all of its kind in an account or in all
 * (`arn:aws:kms:*:111122223333:key/*`), unless a Deny that all requests meet undoes that, or leaves a list of resources.
 */
export function allowsBroadly(
  policies: readonly Policy[],
  action: string,
  holder: Holder,
  now: Date,
): readonly BroadGrant[] {
  const named = actionNamed(action);
  const denies = statementsOf(policies, 'Deny').filter(
    ({ statement }) => matchesAction(statement.action, named) && isOnAll(statement.resource, action, holder),
  );
  if (denies.some(({ statement }) => isMetByAll(statement, holder, now))) return [];
  const left = denies.flatMap(({ statement }) => leftBy(statement, holder, now));
  return statementsOf(policies, 'Allow')
    .filter(
      ({ statement }) => matchesAction(statement.action, named) && holdsAllOfKind(statement.resource, action),
    )
    .flatMap((grant) => {
      const narrowing = narrowingOf(grant, 'allow', holder, now)?.map(({ condition }) => condition);
      return narrowing ? [{ ...grant, conditions: [...narrowing, ...left] }] : [];
    });
}

/** What must hold where a Deny hangs on one condition: `StringNotEquals iam:PassedToService` leaves that service. */
function leftBy({ conditions }: Statement, holder: Holder, now: Date): Condition[] {
  const open = conditions.filter((one) => reachOf(one, 'deny', holder, now) !== 'everybody');
  const [only] = open;
  const left = open.length === 1 && only ? opposite(only, true) : undefined;
  return left ? [left] : [];
}

/** Whether a Deny on these resources leaves of the holder's own, that the action can be about, none or a list. */
function isOnAll(resource: Matcher, action: string, holder: Holder): boolean {
  return holdsEverythingOwn(resource, holder) || holdsAllOfKind(ownOf(resource, holder), action);
}

/**
 * The statements that allow all but a list, by NotAction or NotResource, and that no condition narrows: unless a Deny
 * takes all of it back, or leaves a list by a Not of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 */
export function allowsByExclusion(policies: readonly Policy[], holder: Holder, now: Date): PolicyStatement[] {
  const denies = statementsOf(policies, 'Deny')
    .map(({ statement }) => statement)
    .filter((deny) => hasEffect(deny, holder, now) && isMetByAll(deny, holder, now));
  return statementsOf(policies, 'Allow').filter(
    (allow) =>
      narrowingOf(allow, 'allow', holder, now)?.every(({ condition }) => !pinsValue(condition)) === true &&
      excludes(allow.statement, denies),
  );
}

/** Whether what these Denies leave of the Allow is still all but a list. */
function excludes(allow: Statement, denies: readonly Statement[]): boolean {
  const all = denies.filter(({ resource }) => holdsAllOf(resource, allow.resource));
  const ofAction = allow.action.negated && !all.some(({ action }) => action.negated);
  const same = denies.filter(({ action }) => holdsAllOf(action, allow.action));
  const ofResource = allow.resource.negated && !same.some(({ resource }) => resource.negated);
  return (ofAction || ofResource) && !all.some((deny) => same.includes(deny));
}

/** Whether one element holds all that the other does. */
function holdsAllOf(one: Matcher, other: Matcher): boolean {
  const isAll = (pattern: Pattern) => isEveryResource(pattern) || covers(pattern, EVERY_ACTION);
  if (!other.negated) return other.patterns.every((pattern) => holdsAll(one, pattern));
  if (!one.negated) return one.patterns.some(isAll);
  return one.patterns.every((left) =>
    other.patterns.some((pattern) => isAll(pattern) || covers(pattern, left)),
  );
}
