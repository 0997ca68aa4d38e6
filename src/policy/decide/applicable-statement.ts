import { type Condition, openConditions } from '../language/condition.ts';
import { statementsFor } from '../language/document.ts';
import { actionNamed, matchesAction, matchesResource, serviceOf } from '../language/matcher.ts';
import type { Pattern, VariableValue } from '../language/pattern.ts';
import type { Policy, PolicyStatement } from '../language/policy.ts';
import {
  type Principal,
  type PrincipalMatch,
  principalMatch,
  principalMatches,
} from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import type { Truth } from '../language/truth.ts';
import { lookupIn, type Request } from './request.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types */
export type PolicyType = 'identity' | 'boundary' | 'session' | 'resource' | 'scp' | 'rcp';

/** A statement that applies to the request: an applicable Deny denies it, an applicable Allow may allow it. */
export interface ApplicableStatement extends PolicyStatement {
  readonly policyType: PolicyType;
  /** How directly its Principal names the requester; `directly` for a type of policy without a Principal. */
  readonly principalMatch: PrincipalMatch;
}

/**
 * A statement of which a scan cannot tell whether it applies: all its `conditions` would have to hold, and the open
 * `elements` to match.
 */
export interface UndecidedStatement extends ApplicableStatement {
  readonly conditions: readonly Condition[];
  readonly elements: readonly ('Principal' | 'Resource')[];
}

/** The statements of some policies that apply to a request, or may. */
export interface ApplicableStatements {
  readonly denies: ApplicableStatement[];
  readonly mayDeny: UndecidedStatement[];
  readonly allows: ApplicableStatement[];
  readonly mayAllow: UndecidedStatement[];
}

/** A statement that matches a request but for its resource: it applies, or may, if its resources include that. */
export interface MatchingStatement {
  readonly matching: ApplicableStatement;
  /** Whether its Principal includes the requester. */
  readonly principal: true | 'unknown';
  readonly openConditions: readonly Condition[];
}

/**
 * The statements that name the action and the requester and whose conditions are not false.
 * @param bounded whether the requester has a permissions boundary
 */
export function matchingStatements(
  policyType: PolicyType,
  policies: readonly Policy[],
  request: Request,
  bounded: boolean,
): MatchingStatement[] {
  const service = serviceOf(request.action);
  const action = actionNamed(request.action);
  const lookup = lookupIn(request);
  const found: MatchingStatement[] = [];
  for (const { name, document } of policies) {
    for (const statement of statementsFor(document, service)) {
      if (!matchesAction(statement.action, action)) continue;
      const named = matchPrincipal(policyType, statement, request.principal, bounded);
      const open = named.length > 0 && openConditions(statement.conditions, lookup);
      if (open === false) continue;
      for (const { principal, match } of named) {
        const matching = { policyType, policy: name, statement, principalMatch: match };
        found.push({ matching, principal, openConditions: open });
      }
    }
  }
  return found;
}

/**
 * "When you specify an incomplete ARN … in an identity-based policy, AWS automatically completes the ARN": also where
 * a managed policy is a boundary. Session policies "do not support incomplete ARNs"; of other types AWS does not say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
function completesArns(policyType: PolicyType): boolean {
  return policyType === 'identity' || policyType === 'boundary';
}

/** Those that apply to the request for this resource. */
export function applicableTo(
  resource: Pattern,
  statements: readonly MatchingStatement[],
  variable: VariableValue,
): ApplicableStatements {
  const found: ApplicableStatements = { denies: [], mayDeny: [], allows: [], mayAllow: [] };
  for (const statement of statements) {
    const { policyType, statement: compiled } = statement.matching;
    const includes = matchesResource(compiled.resource, resource, variable, completesArns(policyType));
    if (includes !== false) sortInto(found, statement, includes);
  }
  return found;
}

function sortInto(
  found: ApplicableStatements,
  statement: MatchingStatement,
  includes: true | 'unknown',
): void {
  const { matching, principal, openConditions: conditions } = statement;
  const denies = matching.statement.effect === 'Deny';
  if (includes === true && principal === true && conditions.length === 0) {
    (denies ? found.denies : found.allows).push(matching);
  } else {
    const undecided = { ...matching, conditions, elements: openElements(principal, includes) };
    (denies ? found.mayDeny : found.mayAllow).push(undecided);
  }
}

function openElements(principal: Truth, resource: Truth): UndecidedStatement['elements'] {
  const open: ('Principal' | 'Resource')[] = [];
  if (principal === 'unknown') open.push('Principal');
  if (resource === 'unknown') open.push('Resource');
  return open;
}

/** That a statement's Principal includes the requester, or may. */
interface PrincipalNamed {
  readonly principal: true | 'unknown';
  readonly match: PrincipalMatch;
}

const EVERYBODY: readonly PrincipalNamed[] = [{ principal: true, match: 'directly' }];
const PERHAPS: PrincipalNamed = { principal: 'unknown', match: 'directly' };

/**
 * Identity-based policies, boundaries, session policies and SCPs have no Principal: they apply to whom they hang on.
 * An Allow may name the account of a role for certain and, of its sessions, one.
 */
function matchPrincipal(
  policyType: PolicyType,
  { principal: named, effect }: Statement,
  requester: Principal,
  bounded: boolean,
): readonly PrincipalNamed[] {
  if (policyType !== 'resource' && policyType !== 'rcp') return EVERYBODY;
  if (!named) return [];
  if (effect === 'Deny' || named.negated) {
    const principal = principalMatches(named, requester, bounded && effect === 'Deny');
    return principal === false ? [] : [{ principal, match: 'directly' }];
  }
  const { match, perhaps } = principalMatch(named.entries, requester);
  const certain: readonly PrincipalNamed[] = match === 'not' ? [] : [{ principal: true, match }];
  return perhaps && match !== 'directly' ? [...certain, PERHAPS] : certain;
}
