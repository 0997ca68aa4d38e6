import { lookupIn } from '../decide/request.ts';
import { single } from '../language/condition.ts';
import { type PolicyDocument, statementsFor } from '../language/document.ts';
import {
  actionNamed,
  matchesAction,
  matchesResource,
  type ResourceMatcher,
  serviceOf,
} from '../language/matcher.ts';
import { literal, type Pattern, resolve, type VariableValue } from '../language/pattern.ts';
import type { Statement } from '../language/statement.ts';
import { type Actor, principalOf } from './actor.ts';

/** Whether an Allow of the actor names the action: a quick no for most actors and actions. */
export function mentions(actor: Actor, action: string): boolean {
  return allowedResources(actor, action).length > 0;
}

/** The same for an action on one user or role: the answer for each. */
export function mentionsOn(actor: Actor, action: string): (target: Actor) => boolean {
  const resources = allowedResources(actor, action);
  return (target) => {
    const arn = patternOf(target);
    return resources.some(
      ({ matcher, beginnings }) =>
        (beginnings?.some((beginning) => target.arn.startsWith(beginning)) ?? true) &&
        matchesResource(matcher, arn, UNKNOWN, true) !== false,
    );
  };
}

const UNKNOWN = () => undefined;
const patterns = new WeakMap<Actor, Pattern>();

function patternOf(actor: Actor): Pattern {
  const pattern = patterns.get(actor) ?? literal(actor.arn);
  patterns.set(actor, pattern);
  return pattern;
}

/** Whether an Allow names the action on this very user or role, without wildcards. */
export function mentionsByName(actor: Actor, action: string, { arn }: Actor): boolean {
  return allowedResources(actor, action).some(
    ({ matcher }) => !matcher.negated && matcher.patterns.some(({ literal }) => literal === arn),
  );
}

interface AllowedResources {
  readonly matcher: ResourceMatcher;
  /** What each of its patterns begins with, as most can be told apart by that. Undefined for a Not form. */
  readonly beginnings: readonly string[] | undefined;
}

const allowed = new WeakMap<Actor, Map<string, readonly AllowedResources[]>>();

/** The Resource elements of the Allows that name the action, with the actor's name in place of variables. */
function allowedResources(actor: Actor, action: string): readonly AllowedResources[] {
  const known = allowed.get(actor) ?? new Map<string, readonly AllowedResources[]>();
  allowed.set(actor, known);
  const before = known.get(action);
  if (before) return before;
  const statements = actor.identity.flatMap(({ document }) => allowing(document, action));
  const variable = single(lookupIn({ principal: principalOf(actor), action, resource: '*' }));
  const found =
    statements.length === 0 ? NONE : statements.map(({ resource }) => resolved(resource, variable));
  known.set(action, found);
  return found;
}

const NONE: readonly AllowedResources[] = [];
const allows = new WeakMap<PolicyDocument, Map<string, readonly Statement[]>>();

/** The Allows of a document that name the action. Most documents are shared by many. */
function allowing(document: PolicyDocument, action: string): readonly Statement[] {
  const known = allows.get(document) ?? new Map<string, readonly Statement[]>();
  allows.set(document, known);
  const before = known.get(action);
  if (before) return before;
  const named = actionNamed(action);
  const found = statementsFor(document, serviceOf(action)).filter(
    (statement) => statement.effect === 'Allow' && matchesAction(statement.action, named),
  );
  known.set(action, found);
  return found;
}

function resolved(matcher: ResourceMatcher, variable: VariableValue): AllowedResources {
  if (matcher.negated) return { matcher, beginnings: undefined };
  const patterns = matcher.patterns.flatMap((pattern) => resolve(pattern, variable) ?? []);
  return {
    matcher: { ...matcher, patterns },
    beginnings: patterns.map(({ text }) => text.replace(/[*?].*$/s, '')),
  };
}
