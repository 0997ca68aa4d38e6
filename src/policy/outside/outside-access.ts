import { alwaysHolds, type Condition, openConditions } from '../language/condition.ts';
import { holdsAll, holdsAny } from '../language/matcher.ts';
import { type Pattern, wildcard } from '../language/pattern.ts';
import type { Policy, PolicyStatement } from '../language/policy.ts';
import { principalMatches } from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import { type NarrowingCondition, narrowingConditions, sparedBy } from './narrowing-condition.ts';
import { type Home, isHome, type Outsider, outsiders } from './outsider.ts';
import { type OutsideRequester, requestersFor } from './requester.ts';

/** What one statement of a resource policy lets one kind of outsider do. */
export interface OutsideAccess extends PolicyStatement {
  readonly who: Outsider;
  /** Patterns in lower case; what `exceptActions` match is left out. */
  readonly actions: readonly string[];
  readonly exceptActions: readonly string[];
  readonly resources: readonly string[];
  /** The statement's conditions, without those that always hold. */
  readonly conditions: readonly Condition[];
  readonly limits: readonly NarrowingCondition[];
  /** Denies that take this back in cases that the scan cannot know, or for a part of it. */
  readonly unless: readonly PolicyStatement[];
}

/**
 * Who outside the account a resource policy lets in. A Deny that applies to the outsider for certain closes what it
 * covers; one that spares a set of requesters (`StringNotEquals: aws:PrincipalOrgID`) limits the access to them.
 */
export function outsideAccess(policy: Policy, home: Home): readonly OutsideAccess[] {
  return policy.document.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => accessBy({ policy: policy.name, statement }, policy, home));
}

/** Whether anyone at all gets in: no condition limits who or from where. A shared secret or an audience does not. */
export function isPublic({ who, limits }: OutsideAccess): boolean {
  return who.kind === 'anyone' && limits.every(({ kind }) => kind === 'secret' || kind === 'audience');
}

function accessBy(allow: PolicyStatement, policy: Policy, home: Home): OutsideAccess[] {
  const { principal } = allow.statement;
  if (!principal) return [];
  const entries = principal.negated ? [{ kind: 'anyone' as const }] : principal.entries;
  return entries
    .filter((entry) => !isHome(entry, home))
    .flatMap((entry) =>
      openings(allow, policy, requestersFor(entry, home)).flatMap((opening) =>
        outsiders(entry, opening.limits, home).map((who) => ({ ...allow, who, ...opening })),
      ),
    );
}

type Opening = Omit<OutsideAccess, 'who' | keyof PolicyStatement>;

/** What stays open of a statement for these requesters, one entry for each set of limits. */
function openings(
  allow: PolicyStatement,
  policy: Policy,
  requesters: readonly OutsideRequester[],
): Opening[] {
  const { statement } = allow;
  const exceptActions = statement.action.negated ? statement.action.patterns.map(({ text }) => text) : [];
  const conditions = statement.conditions.filter((one) => !alwaysHolds(one));
  const found = new Map<string, Opening & { actions: string[]; resources: string[] }>();
  for (const action of statement.action.negated ? [EVERYTHING] : statement.action.patterns) {
    for (const resource of statement.resource.negated ? [EVERYTHING] : statement.resource.patterns) {
      for (const passage of passages(allow, policy, requesters, action, resource)) {
        const key = keyOf(passage);
        const opening = found.get(key) ?? {
          actions: [],
          exceptActions,
          resources: [],
          conditions,
          ...passage,
        };
        if (!opening.actions.includes(action.text)) opening.actions.push(action.text);
        if (!opening.resources.includes(resource.text)) opening.resources.push(resource.text);
        found.set(key, opening);
      }
    }
  }
  return [...found.values()];
}

function keyOf({ limits, unless }: Passage): string {
  const byLimit = limits.map(({ by, condition: { operator, key } }) => [by.statement.index, operator, key]);
  return JSON.stringify([byLimit, unless.map(({ statement }) => statement.index)]);
}

const EVERYTHING = wildcard('*');

interface Passage {
  readonly limits: readonly NarrowingCondition[];
  readonly unless: readonly PolicyStatement[];
}

/** The ways in that are open to the requesters. */
function passages(
  allow: PolicyStatement,
  policy: Policy,
  requesters: readonly OutsideRequester[],
  action: Pattern,
  resource: Pattern,
): Passage[] {
  const denies = policy.document.statements.filter(({ effect }) => effect === 'Deny');
  const open: Passage[] = [];
  for (const requester of requesters) {
    if (requester.principal.kind === 'anonymous' && TAKES_ONLY_SIGNED.test(action.text)) continue;
    if (openConditions(allow.statement.conditions, requester.lookup) === false) continue;
    for (const passage of throughDenies(denies, policy, requester, action, resource)) {
      open.push({ limits: [...narrowingConditions(allow), ...passage.limits], unless: passage.unless });
    }
  }
  return open;
}

/** Services without anonymous requests. */
const TAKES_ONLY_SIGNED = /^(iam|kms|secretsmanager|sts):/;

/**
 * The ways past the Denies, none when one applies for certain. A Deny leaves the requests for which one of its
 * conditions is false: when each of them narrows who, each is a way of its own.
 */
function throughDenies(
  denies: readonly Statement[],
  policy: Policy,
  { principal, lookup }: OutsideRequester,
  action: Pattern,
  resource: Pattern,
): readonly Passage[] {
  const variables = policy.document.version === '2012-10-17';
  let ways: readonly Passage[] = [{ limits: [], unless: [] }];
  for (const deny of denies) {
    const named = deny.principal ? principalMatches(deny.principal, principal) : false;
    const open = openConditions(deny.conditions, lookup);
    if (named === false || open === false) continue;
    if (!holdsAny(deny.action, action) || !holdsAny(deny.resource, resource)) continue;
    const denied = { policy: policy.name, statement: deny };
    const whole = named === true && holdsAll(deny.action, action) && holdsAll(deny.resource, resource);
    if (whole && open.length === 0) return [];
    const limits = whole ? sparedBy(denied, open, variables) : [];
    ways =
      limits.length > 0 && ways.length * limits.length <= MOST_WAYS
        ? ways.flatMap((way) => limits.map((limit) => ({ ...way, limits: [...way.limits, limit] })))
        : ways.map((way) => ({ ...way, unless: [...way.unless, denied] }));
  }
  return ways;
}

/** Beyond it a Deny is only named. */
const MOST_WAYS = 64;
