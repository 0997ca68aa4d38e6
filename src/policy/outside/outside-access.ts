import { alwaysHolds, type Condition, condition, openConditions } from '../language/condition.ts';
import { holdsAll, holdsAny } from '../language/matcher.ts';
import { type Narrowing, narrowsWho } from '../language/narrowing.ts';
import { type Pattern, wildcard } from '../language/pattern.ts';
import type { Policy, PolicyStatement } from '../language/policy.ts';
import { principalMatches } from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import {
  type Home,
  isHome,
  type OutsideRequester,
  type Outsider,
  outsiders,
  requestersFor,
} from './outsider.ts';

/** A condition that narrows who is let in, in the form that an Allow would have; `source` may be a Deny of the rest. */
export interface Limit {
  readonly kind: Narrowing;
  readonly condition: Condition;
  readonly source: PolicyStatement;
}

/** What one statement of a resource policy lets one kind of outsider do. */
export interface OutsideAccess extends PolicyStatement {
  readonly who: Outsider;
  /** Patterns in lower case; what `exceptActions` match is left out. */
  readonly actions: readonly string[];
  readonly exceptActions: readonly string[];
  readonly resources: readonly string[];
  /** The statement's conditions, without those that always hold. */
  readonly conditions: readonly Condition[];
  readonly limits: readonly Limit[];
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

function accessBy(source: PolicyStatement, policy: Policy, home: Home): OutsideAccess[] {
  const { principal } = source.statement;
  if (!principal) return [];
  const entries = principal.negated ? [{ kind: 'anyone' as const }] : principal.entries;
  return entries
    .filter((entry) => !isHome(entry, home))
    .flatMap((entry) =>
      openings(source, policy, requestersFor(entry, home)).flatMap((opening) =>
        outsiders(entry, opening.limits, home).map((who) => ({ ...source, who, ...opening })),
      ),
    );
}

type Opening = Omit<OutsideAccess, 'who' | keyof PolicyStatement>;

/** What stays open of a statement for these requesters, one entry for each set of limits. */
function openings(
  source: PolicyStatement,
  policy: Policy,
  requesters: readonly OutsideRequester[],
): Opening[] {
  const { statement } = source;
  const exceptActions = statement.action.negated ? statement.action.patterns.map(({ text }) => text) : [];
  const conditions = statement.conditions.filter((one) => !alwaysHolds(one));
  const found = new Map<string, Opening & { actions: string[]; resources: string[] }>();
  for (const action of statement.action.negated ? [EVERYTHING] : statement.action.patterns) {
    for (const resource of statement.resource.negated ? [EVERYTHING] : statement.resource.patterns) {
      for (const passage of passages(source, policy, requesters, action, resource)) {
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
  const byLimit = limits.map(({ source, condition: { operator, key } }) => [
    source.statement.index,
    operator,
    key,
  ]);
  return JSON.stringify([byLimit, unless.map(({ statement }) => statement.index)]);
}

const EVERYTHING = wildcard('*');

interface Passage {
  readonly limits: readonly Limit[];
  readonly unless: readonly PolicyStatement[];
}

/** The ways in that are open to the requesters. */
function passages(
  source: PolicyStatement,
  policy: Policy,
  requesters: readonly OutsideRequester[],
  action: Pattern,
  resource: Pattern,
): Passage[] {
  const denies = policy.document.statements.filter(({ effect }) => effect === 'Deny');
  const open: Passage[] = [];
  for (const requester of requesters) {
    if (requester.principal.kind === 'anonymous' && TAKES_ONLY_SIGNED.test(action.text)) continue;
    if (openConditions(source.statement.conditions, requester.lookup) === false) continue;
    for (const passage of throughDenies(denies, policy, requester, action, resource)) {
      open.push({ limits: [...limitsOf(source), ...passage.limits], unless: passage.unless });
    }
  }
  return open;
}

/** Services without anonymous requests. */
const TAKES_ONLY_SIGNED = /^(iam|kms|secretsmanager|sts):/;

function limitsOf(source: PolicyStatement): Limit[] {
  return source.statement.conditions.flatMap((one) => {
    const kind = narrowsWho(one);
    return kind ? [{ kind, condition: one, source }] : [];
  });
}

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
  let ways: readonly Passage[] = [{ limits: [], unless: [] }];
  for (const deny of denies) {
    const named = deny.principal ? principalMatches(deny.principal, principal) : false;
    const open = openConditions(deny.conditions, lookup);
    if (named === false || open === false) continue;
    if (!holdsAny(deny.action, action) || !holdsAny(deny.resource, resource)) continue;
    const source = { policy: policy.name, statement: deny };
    const whole = named === true && holdsAll(deny.action, action) && holdsAll(deny.resource, resource);
    if (whole && open.length === 0) return [];
    const limits = whole ? limitsBy(open, policy, source) : [];
    ways =
      limits.length > 0 && ways.length * limits.length <= MOST_WAYS
        ? ways.flatMap((way) => limits.map((limit) => ({ ...way, limits: [...way.limits, limit] })))
        : ways.map((way) => ({ ...way, unless: [...way.unless, source] }));
  }
  return ways;
}

/** Beyond it a Deny is only named. */
const MOST_WAYS = 64;

/** The opposites of a Deny's open conditions, if all of them narrow who. */
function limitsBy(open: readonly Condition[], policy: Policy, source: PolicyStatement): Limit[] {
  const limits = open.flatMap((one) => {
    const left = opposite(one, policy.document.version === '2012-10-17');
    const kind = left && narrowsWho(left);
    return kind ? [{ kind, condition: left, source }] : [];
  });
  return limits.length === open.length ? limits : [];
}

/**
 * The condition that holds where a negated one does not. "ForAllValues … not" fails when one value is among those
 * named; `BoolIfExists: false` fails only for true.
 */
function opposite(one: Condition, variables: boolean): Condition | undefined {
  const { meaning, quantifier, ifExists, operator, keyText, values } = one;
  if (meaning?.family === 'bool' && ifExists && values.every((value) => /^false$/i.test(value))) {
    return condition('Bool', keyText, ['true'], variables);
  }
  if (!meaning?.negated || quantifier === 'ForAnyValue') return undefined;
  const positive = operator
    .replace(/^.*:/, '')
    .replace(/not/i, '')
    .replace(/ifexists$/i, '');
  return condition(quantifier ? `ForAnyValue:${positive}` : positive, keyText, values, variables);
}
