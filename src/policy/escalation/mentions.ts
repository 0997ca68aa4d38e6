import { lookupIn } from '../decide/request.ts';
import { alwaysHolds, single } from '../language/condition.ts';
import { type PolicyDocument, statementsFor } from '../language/document.ts';
import {
  actionNamed,
  holdsEveryResource,
  matchesAction,
  matchesResource,
  type ResourceMatcher,
  serviceOf,
} from '../language/matcher.ts';
import { literal, type Pattern, resolve, type VariableValue } from '../language/pattern.ts';
import type { Policy } from '../language/policy.ts';
import type { Statement } from '../language/statement.ts';
import { type Actor, principalOf } from './actor.ts';
import { ESCALATION_PATHS } from './paths.ts';

/** What IAM lets one change of a user or role besides the paths, and what these ask for. */
export const FURTHER_ACTIONS = [
  'iam:DeleteUserPermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutUserPermissionsBoundary',
  'iam:PutRolePermissionsBoundary',
  'iam:SetDefaultPolicyVersion',
  'iam:TagRole',
  'iam:TagUser',
] as const;

/** All actions that are asked about, by service prefix. */
const ASKED = new Map<string, { readonly action: string; readonly named: Pattern }[]>();
for (const action of new Set([...ESCALATION_PATHS.flatMap(({ required }) => required), ...FURTHER_ACTIONS])) {
  const service = serviceOf(action);
  ASKED.set(service, [...(ASKED.get(service) ?? []), { action, named: actionNamed(action) }]);
}

/** What a document says of the actions asked about. Most documents are shared by many, and most say nothing of them. */
interface Said {
  readonly allows: ReadonlyMap<string, readonly Statement[]>;
  /** Denied on every resource, whatever the request says. */
  readonly denies: ReadonlySet<string>;
}

const said = new WeakMap<PolicyDocument, Said>();
const NOTHING: Said = { allows: new Map(), denies: new Set() };

function saidIn(document: PolicyDocument): Said {
  const known = said.get(document) ?? readSaid(document);
  said.set(document, known);
  return known;
}

function readSaid(document: PolicyDocument): Said {
  const allows = new Map<string, Statement[]>();
  const denies = new Set<string>();
  for (const [service, asked] of ASKED) {
    const statements = statementsFor(document, service);
    if (statements.length === 0) continue;
    for (const { action, named } of asked) {
      const naming = statements.filter((statement) => matchesAction(statement.action, named));
      const allowing = naming.filter(({ effect }) => effect === 'Allow');
      if (allowing.length > 0) allows.set(action, allowing);
      if (naming.some(deniesAll)) denies.add(action);
    }
  }
  return allows.size === 0 && denies.size === 0 ? NOTHING : { allows, denies };
}

function deniesAll({ effect, resource, conditions }: Statement): boolean {
  return effect === 'Deny' && conditions.every(alwaysHolds) && holdsEveryResource(resource);
}

/** Whether the document may allow anything that is asked about. */
export function allowsAnyAsked(document: PolicyDocument): boolean {
  return saidIn(document).allows.size > 0;
}

const mentioned = new WeakMap<Actor, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** The actions asked about that the policies of the actor may allow somewhere: a quick no for most. */
export function mentionedActions(actor: Actor): ReadonlySet<string> {
  const known = mentioned.get(actor) ?? findMentioned(actor);
  mentioned.set(actor, known);
  return known;
}

function findMentioned({ identity, boundary, unread }: Actor): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { document } of identity) for (const action of saidIn(document).allows.keys()) found.add(action);
  if (found.size === 0) return NONE;
  const limit = boundary && unread.boundary === undefined ? saidIn(boundary.document) : undefined;
  for (const action of found) {
    const denied = [...identity, ...(boundary ? [boundary] : [])].some(({ document }) =>
      saidIn(document).denies.has(action),
    );
    if (denied || (limit && !limit.allows.has(action))) found.delete(action);
  }
  return found.size === 0 ? NONE : found;
}

/** Whether the actor may do the action somewhere, as far as its policies name it. */
export function mentions(actor: Actor, action: string): boolean {
  return mentionedActions(actor).has(action);
}

/** The same for an action on one user or role: the answer for each. */
export function mentionsOn(actor: Actor, action: string): (target: Actor) => boolean {
  const resources = allowedResources(actor, action);
  return (target) => resources.some((one) => holdsTarget(one, target));
}

export function holdsTarget(one: AllowedResources, target: Actor): boolean {
  return beginsLike(one, target.arn) && mayName(one, patternOf(target));
}

/** The same for a group or policy. */
export function holdsArn(resources: readonly AllowedResources[], arn: string): boolean {
  return resources.some((one) => beginsLike(one, arn) && mayName(one, literal(arn)));
}

function beginsLike({ beginnings }: AllowedResources, arn: string): boolean {
  return beginnings?.some((beginning) => arn.startsWith(beginning)) ?? true;
}

function mayName({ matcher }: AllowedResources, arn: Pattern): boolean {
  return matchesResource(matcher, arn, UNKNOWN, true) !== false;
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

/** Whether an Allow of the actor names the action by its service, rather than by a wildcard for all or by NotAction. */
export function mentionsByService(actor: Actor, action: string): boolean {
  return (
    mentions(actor, action) &&
    actor.identity.some(({ document }) =>
      saidIn(document)
        .allows.get(action)
        ?.some((statement) => statement.action.ofService.has(serviceOf(action)) && !statement.action.negated),
    )
  );
}

export interface AllowedResources {
  readonly matcher: ResourceMatcher;
  /** What each of its patterns begins with, as most can be told apart by that. Undefined for a Not form. */
  readonly beginnings: readonly string[] | undefined;
}

const allowed = new WeakMap<Actor, Map<string, readonly AllowedResources[]>>();
const NO_RESOURCES: readonly AllowedResources[] = [];

/** The Resource elements of the Allows that name the action, with the actor's name in place of variables. */
export function allowedResources(actor: Actor, action: string): readonly AllowedResources[] {
  if (!mentions(actor, action)) return NO_RESOURCES;
  const known = allowed.get(actor) ?? new Map<string, readonly AllowedResources[]>();
  allowed.set(actor, known);
  const before = known.get(action);
  if (before) return before;
  const variable = single(lookupIn({ principal: principalOf(actor), action, resource: '*' }));
  const found = actor.identity
    .flatMap(({ document }: Policy) => saidIn(document).allows.get(action) ?? [])
    .map(({ resource }) => resolved(resource, variable));
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
