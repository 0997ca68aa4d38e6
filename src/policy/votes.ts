import { type Condition, type KeyLookup, openConditions, single } from './condition.ts';
import { type PolicyDocument, statementsFor } from './document.ts';
import { matchesAction, matchesResource } from './matcher.ts';
import type { Pattern } from './pattern.ts';
import { isNamed, type Naming, namingIn, type Principal } from './principal.ts';
import type { Statement } from './statement.ts';
import type { Truth } from './truth.ts';

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

/** A request with everything that statements are compared with, prepared once. */
export interface Asked {
  readonly principal: Principal;
  readonly service: string;
  readonly action: Pattern;
  readonly resource: Pattern;
  readonly lookup: KeyLookup;
}

export function collectVotes(kind: PolicyKind, policies: readonly Policy[], asked: Asked): Votes {
  const votes: Votes = { denies: [], mayDeny: [], allows: [], mayAllow: [] };
  for (const policy of policies) {
    for (const statement of statementsFor(policy.document, asked.service)) {
      if (matchesAction(statement.action, asked.action))
        count(votes, { kind, policy: policy.name, statement }, asked);
    }
  }
  return votes;
}

function count(votes: Votes, ground: Ground, asked: Asked): void {
  const { statement } = ground;
  const resource = matchesResource(statement.resource, asked.resource, single(asked.lookup));
  if (resource === false) return;
  const { applies, naming } = named(ground, asked.principal);
  if (applies === false) return;
  const conditions = openConditions(statement.conditions, asked.lookup);
  if (conditions === false) return;

  const certain = resource === true && applies === true && conditions.length === 0;
  const proviso = { ...ground, conditions, elements: openElements(applies, resource) };
  if (statement.effect === 'Deny') {
    if (certain) votes.denies.push(ground);
    else votes.mayDeny.push(proviso);
  } else if (certain) votes.allows.push({ ground, naming });
  else votes.mayAllow.push({ ground: proviso, naming });
}

function openElements(principal: Truth, resource: Truth): Proviso['elements'] {
  const open: ('Principal' | 'Resource')[] = [];
  if (principal === 'unknown') open.push('Principal');
  if (resource === 'unknown') open.push('Resource');
  return open;
}

/** Identity policies, boundaries, session policies and SCPs have no Principal: they apply to whom they hang on. */
function named({ kind, statement }: Ground, principal: Principal): { applies: Truth; naming: Naming } {
  if (kind !== 'resource' && kind !== 'rcp') return { applies: true, naming: 'directly' };
  if (!statement.principal) return { applies: false, naming: 'not' };
  if (statement.effect === 'Deny' || statement.principal.negated) {
    return { applies: isNamed(statement.principal, principal), naming: 'directly' };
  }
  const naming = namingIn(statement.principal.entries, principal);
  if (naming === 'unknown') return { applies: 'unknown', naming: 'directly' };
  return { applies: naming !== 'not', naming };
}
