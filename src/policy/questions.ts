import { isEveryResource } from './language/arn.ts';
import { alwaysHolds, type Condition } from './language/condition.ts';
import type { PolicyDocument } from './language/document.ts';
import { actionNamed, holdsAll, holdsEveryResource, matchesAction } from './language/matcher.ts';
import { keepsNobodyOut, pinsValue } from './language/narrowing.ts';
import { type Pattern, wildcard } from './language/pattern.ts';
import { covers, intersects } from './language/pattern-sets.ts';
import { type Policy, type PolicyStatement, statementsOf } from './language/policy.ts';
import { resourceKinds } from './language/resource-kind.ts';
import type { Statement } from './language/statement.ts';

/** How policies grant full administrator access. */
export interface Administrator {
  /** The statements that together allow every action on every resource. */
  readonly statements: readonly PolicyStatement[];
  /** Denies that take something back, or do so under conditions, and leave an administrator. */
  readonly denies: readonly PolicyStatement[];
}

/**
 * Whether these policies together allow every action on every resource without a condition, in any spelling. A Deny
 * undoes that when, without a condition, it covers all of IAM or everything but a list; what other Denies
 * take back, an administrator can give to a new principal. Of a user with a boundary the boundary must grant it too:
 * ask twice.
 */
export function grantsFullAdministrator(policies: readonly Policy[]): Administrator | undefined {
  const grants = statementsOf(policies, 'Allow').filter(({ statement }) => isOnEverything(statement));
  const alone = grants.filter((grant) => leavesNothing([grant.statement]));
  if (alone.length === 0 && !leavesNothing(grants.map(({ statement }) => statement))) return undefined;
  const denies = statementsOf(policies, 'Deny').filter(({ statement }) => hasEffect(statement));
  if (denies.some(({ statement }) => takesAdministration(statement))) return undefined;
  return { statements: alone.length > 0 ? alone : grants, denies };
}

function takesAdministration(statement: Statement): boolean {
  const { action, conditions } = statement;
  if (!conditions.every(alwaysHolds)) return false;
  if (action.negated)
    return isOnEverything(statement) && !action.patterns.some((one) => covers(one, EVERY_ACTION));
  return holdsAllOfKind(statement, 'iam:*') && holdsAll(action, wildcard('iam:?*'));
}

/**
 * Whether a service control policy is FullAWSAccess or grants as much: it allows everything without a condition and
 * has no Deny that could match.
 */
export function isUnrestricted(document: PolicyDocument): boolean {
  const grants = document.statements.filter(
    (statement) => statement.effect === 'Allow' && isOnEverything(statement),
  );
  return (
    leavesNothing(grants) &&
    !document.statements.some((statement) => statement.effect === 'Deny' && hasEffect(statement))
  );
}

const EVERY_ACTION = wildcard('?*:?*');
/** Service prefixes begin with a letter, so a policy may also spell everything letter by letter. */
const ACTIONS_BY_LETTER = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => wildcard(`${letter}*:?*`));

/** Whether the actions of these statements add up to all. Errs towards no where NotActions overlap in part. */
function leavesNothing(statements: readonly Statement[]): boolean {
  let left: readonly Pattern[] = ACTIONS_BY_LETTER;
  for (const { action } of statements) {
    if (action.negated) left = left.flatMap((rest) => overlap(rest, action.patterns));
  }
  const whole = left === ACTIONS_BY_LETTER;
  const named = statements
    .filter(({ action }) => !action.negated)
    .flatMap((statement) => (whole ? ofManyServices(statement) : statement.action.patterns));
  return left.every((rest) => named.some((pattern) => covers(pattern, rest)));
}

const OF_MANY_SERVICES = new WeakMap<Statement, readonly Pattern[]>();

/** The patterns that do not spell out a service. Kept: an AWS managed policy has thousands and many holders. */
function ofManyServices(statement: Statement): readonly Pattern[] {
  const known = OF_MANY_SERVICES.get(statement);
  if (known) return known;
  const patterns = statement.action.patterns.filter(({ text }) => /^.?[*?]/.test(text));
  OF_MANY_SERVICES.set(statement, patterns);
  return patterns;
}

function overlap(rest: Pattern, patterns: readonly Pattern[]): Pattern[] {
  return patterns
    .filter((pattern) => intersects(pattern, rest))
    .map((pattern) => (covers(pattern, rest) ? rest : pattern));
}

function isOnEverything({ effect, resource, conditions }: Statement): boolean {
  return conditions.every(effect === 'Allow' ? keepsNobodyOut : alwaysHolds) && holdsEveryResource(resource);
}

function hasEffect({ action, resource }: Statement): boolean {
  return [action, resource].every(({ negated, patterns }) => negated || patterns.length > 0);
}

/** The statements that allow every action of the service (prefix) on every resource, unless a Deny undoes that. */
export function grantsAllOf(policies: readonly Policy[], service: string): readonly PolicyStatement[] {
  const actions = wildcard(`${service.toLowerCase()}:?*`);
  const all = ({ statement }: PolicyStatement) =>
    isOnEverything(statement) && holdsAll(statement.action, actions);
  return statementsOf(policies, 'Deny').some(all) ? [] : statementsOf(policies, 'Allow').filter(all);
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
export function grantsWholeService(policies: readonly Policy[]): readonly WholeService[] {
  const services = new Set(
    statementsOf(policies, 'Allow')
      .flatMap(({ statement }) => (statement.action.negated ? [] : statement.action.patterns))
      .filter((pattern) => !covers(pattern, EVERY_ACTION))
      .map(({ text }) => /^([^:]+?)(?::[*?]+|\*)$/.exec(text)?.[1])
      .filter((service) => service !== undefined),
  );
  return [...services]
    .map((service) => ({ service, statements: byName(grantsAllOf(policies, service)) }))
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
  /** Those that could narrow it. */
  readonly conditions: readonly Condition[];
}

/**
 * The statements that allow the action on every resource, or on all of its kind in an account or in all
 * (`arn:aws:kms:*:111122223333:key/*`), unless a Deny without conditions undoes that.
 */
export function allowsBroadly(policies: readonly Policy[], action: string): readonly BroadGrant[] {
  const named = actionNamed(action);
  const broad = ({ statement }: PolicyStatement) =>
    matchesAction(statement.action, named) && holdsAllOfKind(statement, action);
  const undone = statementsOf(policies, 'Deny').some(
    (deny) => broad(deny) && !deny.statement.resource.negated && deny.statement.conditions.every(alwaysHolds),
  );
  if (undone) return [];
  return statementsOf(policies, 'Allow')
    .filter(broad)
    .map((grant) => ({
      ...grant,
      conditions: grant.statement.conditions.filter((condition) => !keepsNobodyOut(condition)),
    }));
}

/** NotResource leaves nearly all, unless it excepts the kind. */
function holdsAllOfKind({ resource }: Statement, action: string): boolean {
  const holdsKind = resource.patterns.some(
    (pattern) => isEveryResource(pattern) || kindsLike(pattern, action).some((kind) => covers(pattern, kind)),
  );
  return holdsKind !== resource.negated;
}

/** The action's resources in the partition and account that the pattern names. */
function kindsLike(pattern: Pattern, action: string): Pattern[] {
  const [, partition = '*', , , account = '*'] = pattern.text.split(':');
  return resourceKinds(action, partition, account).map(wildcard);
}

/**
 * The statements that allow all but a list, by NotAction or NotResource, and that no condition narrows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 */
export function allowsByExclusion(policies: readonly Policy[]): PolicyStatement[] {
  return statementsOf(policies, 'Allow').filter(
    ({ statement: { action, resource, conditions } }) =>
      (action.negated || resource.negated) && !conditions.some(pinsValue),
  );
}
