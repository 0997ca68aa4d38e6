import { type Condition, openConditions } from '../language/condition.ts';
import { type PolicyDocument, statementsFor } from '../language/document.ts';
import { actionNamed, matchesAction, matchesResource, serviceOf } from '../language/matcher.ts';
import type { Pattern, VariableValue } from '../language/pattern.ts';
import { isNamed, type Naming, namingIn, type Principal } from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import type { Truth } from '../language/truth.ts';
import { lookupIn, type Request } from './request.ts';

/** A document with the name that a reader knows it by. */
export interface Policy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export type PolicyKind = 'identity' | 'boundary' | 'session' | 'resource' | 'scp' | 'rcp';

/** A statement with the name of its policy. */
export interface Source {
  readonly policy: string;
  readonly statement: Statement;
}

/** A statement that took part in a decision. */
export interface Ground extends Source {
  readonly kind: PolicyKind;
}

/** A statement that may apply: all its `conditions` would have to hold, and the open `elements` to match. */
export interface Proviso extends Ground {
  readonly conditions: readonly Condition[];
  readonly elements: readonly ('Principal' | 'Resource')[];
}

/** What the statements of some policies say of a request. */
export interface Votes {
  readonly denies: Ground[];
  readonly mayDeny: Proviso[];
  readonly allows: Vote<Ground>[];
  readonly mayAllow: Vote<Proviso>[];
}

/** An Allow, with how directly it names the requester. */
export interface Vote<T> {
  readonly ground: T;
  readonly naming: Naming;
}

/** A statement that applies to the request, or may, if its resources include the one in question. */
export interface Candidate {
  readonly ground: Ground;
  readonly naming: Naming;
  /** Whether its Principal includes the requester. */
  readonly named: true | 'unknown';
  readonly openConditions: readonly Condition[];
}

/** The statements that name the action and the requester and whose conditions are not false. */
export function candidates(kind: PolicyKind, policies: readonly Policy[], request: Request): Candidate[] {
  const service = serviceOf(request.action);
  const action = actionNamed(request.action);
  const lookup = lookupIn(request);
  const found: Candidate[] = [];
  for (const { name, document } of policies) {
    for (const statement of statementsFor(document, service)) {
      if (!matchesAction(statement.action, action)) continue;
      const { applies, naming } = named(kind, statement, request.principal);
      const open = applies !== false && openConditions(statement.conditions, lookup);
      if (applies === false || open === false) continue;
      found.push({ ground: { kind, policy: name, statement }, naming, named: applies, openConditions: open });
    }
  }
  return found;
}

export function votesOn(resource: Pattern, among: readonly Candidate[], variable: VariableValue): Votes {
  const votes: Votes = { denies: [], mayDeny: [], allows: [], mayAllow: [] };
  for (const candidate of among) {
    const includes = matchesResource(candidate.ground.statement.resource, resource, variable);
    if (includes !== false) count(votes, candidate, includes);
  }
  return votes;
}

function count(votes: Votes, candidate: Candidate, includes: Truth): void {
  const { ground, naming, named: applies, openConditions: conditions } = candidate;
  const certain = includes === true && applies === true && conditions.length === 0;
  const proviso = () => ({ ...ground, conditions, elements: openElements(applies, includes) });
  if (ground.statement.effect === 'Deny') {
    if (certain) votes.denies.push(ground);
    else votes.mayDeny.push(proviso());
  } else if (certain) votes.allows.push({ ground, naming });
  else votes.mayAllow.push({ ground: proviso(), naming });
}

function openElements(principal: Truth, resource: Truth): Proviso['elements'] {
  const open: ('Principal' | 'Resource')[] = [];
  if (principal === 'unknown') open.push('Principal');
  if (resource === 'unknown') open.push('Resource');
  return open;
}

/** Identity policies, boundaries, session policies and SCPs have no Principal: they apply to whom they hang on. */
function named(
  kind: PolicyKind,
  statement: Statement,
  requester: Principal,
): { applies: Truth; naming: Naming } {
  if (kind !== 'resource' && kind !== 'rcp') return { applies: true, naming: 'directly' };
  if (!statement.principal) return { applies: false, naming: 'not' };
  if (statement.effect === 'Deny' || statement.principal.negated) {
    return { applies: isNamed(statement.principal, requester), naming: 'directly' };
  }
  const naming = namingIn(statement.principal.entries, requester);
  if (naming === 'unknown') return { applies: 'unknown', naming: 'directly' };
  return { applies: naming !== 'not', naming };
}
