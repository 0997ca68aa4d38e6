import type { UndecidedStatement } from '../decide/applicable-statement.ts';
import { type Decision, evaluate, type Policies } from '../decide/evaluate.ts';
import { type Context, lookupIn, type Request } from '../decide/request.ts';
import { openConditions, single } from '../language/condition.ts';
import { type PolicyDocument, statementsFor } from '../language/document.ts';
import {
  actionNamed,
  holdsEveryResource,
  type Matcher,
  matchesAction,
  matchesResource,
  serviceOf,
} from '../language/matcher.ts';
import { literal, type Pattern, resolve, type VariableValue } from '../language/pattern.ts';
import type { Policy, PolicyStatement } from '../language/policy.ts';
import type { Principal } from '../language/principal.ts';
import { resourceKinds } from '../language/resource-kind.ts';
import type { Statement } from '../language/statement.ts';

/** A user or role of the account, with all that says what it may do and who may become it. */
export interface Actor {
  readonly kind: 'user' | 'role';
  readonly arn: string;
  readonly accountId: string;
  /** Inline and attached policies; of a user also those of its groups. */
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
  readonly boundaryArn: string | undefined;
  /** Of a role. */
  readonly trust: Policy | undefined;
  /** Why something of the above is missing. */
  readonly unread: { readonly [Part in 'identity' | 'boundary' | 'trust']?: string };
  /** ARNs of the groups that a user is in. */
  readonly groups: readonly string[];
  /** ARNs of its customer-managed policies, also those of its groups. */
  readonly customerPolicies: readonly string[];
  /** By key in lower case. Undefined when AWS did not say. */
  readonly tags: ReadonlyMap<string, string> | undefined;
  readonly inInstanceProfile: boolean | undefined;
  /** A role that only AWS may change: of a service, or of IAM Identity Center. */
  readonly protected: boolean;
}

/** What the actors of one account share. */
export interface Surroundings {
  readonly partition: string;
  /** Groups that a user could join. */
  readonly groups: readonly JoinableGroup[];
  /** The versions of a customer-managed policy, by its ARN, that are not in force. */
  readonly otherVersions: (arn: string) => readonly Policy[];
  /** ARNs of policies that grant full administrator access. */
  readonly administratorPolicies: readonly string[];
  /** Tag keys that some condition asks for, in lower case and without their prefix. */
  readonly tagKeys: { readonly resource: ReadonlySet<string>; readonly principal: ReadonlySet<string> };
}

export interface JoinableGroup {
  readonly arn: string;
  readonly policies: readonly Policy[];
  readonly customerPolicies: readonly string[];
}

/**
 * - certain: whatever the request says;
 * - conditional: if conditions hold, or something exists, that a scan of IAM cannot know;
 * - unread: as far as policies tell that could be read.
 */
export type Certainty = 'certain' | 'conditional' | 'unread';

const CERTAINTIES: readonly Certainty[] = ['certain', 'conditional', 'unread'];

export function compareCertainty(a: Certainty, b: Certainty): number {
  return CERTAINTIES.indexOf(a) - CERTAINTIES.indexOf(b);
}

export function weakest(certainties: readonly Certainty[]): Certainty {
  let found: Certainty = 'certain';
  for (const certainty of certainties) if (compareCertainty(certainty, found) > 0) found = certainty;
  return found;
}

/** An action that an actor may do, and what allows it. */
export interface Permission {
  readonly action: string;
  /** The ARN asked about, or the pattern of those ARNs for which it holds. */
  readonly resource: string;
  readonly certainty: Certainty;
  readonly statements: readonly PolicyStatement[];
  /** What a conditional permission hangs on. */
  readonly undecided: readonly UndecidedStatement[];
  /** Why an unread one is. */
  readonly reason: string | undefined;
}

/** What is known of the request beyond who asks: the target's tags, boundary and trust policy, and keys of the action. */
export interface Asked {
  readonly target?: Actor;
  readonly keys?: Readonly<Record<string, string>>;
}

/** Undefined when the actor may not. */
export function permission(
  around: Surroundings,
  actor: Actor,
  action: string,
  resource: Request['resource'],
  { target, keys = {} }: Asked = {},
): Permission | undefined {
  const trusted = target && /^sts:assumerole$/i.test(action);
  const policies: Policies = {
    identity: actor.identity,
    ...(actor.boundary && { boundary: actor.boundary }),
    ...(trusted && target.trust && { resource: [target.trust] }),
  };
  const context = contextFor(around, actor, action, { ...(target && { target }), keys });
  const decision = evaluate({ principal: principalOf(actor), action, resource, context }, policies);
  return permitted(action, decision, actor, trusted ? target : undefined);
}

function permitted(
  action: string,
  decision: Decision,
  { unread }: Actor,
  trusting: Actor | undefined,
): Permission | undefined {
  const { effect, undecided, resource } = decision;
  if (effect === 'denied') return undefined;
  const statements = [
    ...decision.statements,
    ...undecided.filter(({ statement }) => statement.effect === 'Allow'),
  ];
  const found = { action, resource, statements: [...new Set(statements)], undecided };
  const reason =
    unread.boundary ??
    (decision.unread.length > 0 ? trusting?.unread.trust : undefined) ??
    (effect === 'conditional' && undecided.length === 0
      ? 'its policies could not be judged in full'
      : undefined);
  if (reason !== undefined) return { ...found, certainty: 'unread', reason };
  return { ...found, certainty: effect === 'allowed' ? 'certain' : 'conditional', reason: undefined };
}

/** The most certain of several, or the first that is as certain as can be. */
export function best<T extends { readonly certainty: Certainty }>(
  options: Iterable<T | undefined>,
  asCertainAsCanBe: Certainty = 'certain',
): T | undefined {
  let found: T | undefined;
  for (const option of options) {
    if (option && (!found || compareCertainty(option.certainty, found.certainty) < 0)) found = option;
    if (found && compareCertainty(found.certainty, asCertainAsCanBe) <= 0) return found;
  }
  return found;
}

/** The permission for an action on something of the account, whatever it is. */
export function permissionSomewhere(
  around: Surroundings,
  actor: Actor,
  action: string,
): Permission | undefined {
  if (!mentions(actor, action)) return undefined;
  const kinds = resourceKinds(action, around.partition, actor.accountId);
  return best(lazily(kinds, (some) => permission(around, actor, action, { some })));
}

/** The results one by one, so that none is computed after the one that suffices. */
export function* lazily<T, R>(items: Iterable<T>, compute: (item: T) => R): Iterable<R> {
  for (const item of items) yield compute(item);
}

export function principalOf({ kind, arn, accountId }: Actor): Extract<Principal, { arn: string }> {
  return { kind, arn, accountId };
}

/**
 * Actions whose requests say which boundary the user or role has that they are about.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const TELLS_BOUNDARY = /^iam:(attach|put|delete|detach)(user|role)(policy|permissionsboundary)$/i;

function contextFor(
  around: Surroundings,
  actor: Actor,
  action: string,
  { target, keys = {} }: Asked,
): Context {
  const context = new Map<string, readonly string[] | 'absent'>();
  const set = (key: string, value: string | undefined) =>
    context.set(key, value === undefined ? 'absent' : [value]);
  // "IAM calls are always made to the us-east-1 Region."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
  if (around.partition === 'aws' && /^iam:/i.test(action)) set('aws:requestedregion', 'us-east-1');
  // A session of a role may have tags of its own.
  if (actor.kind === 'user') {
    for (const [tag, value] of tagsOf(actor, around.tagKeys.principal)) set(`aws:principaltag/${tag}`, value);
  }
  if (target) {
    for (const [tag, value] of tagsOf(target, around.tagKeys.resource)) {
      set(`aws:resourcetag/${tag}`, value);
      set(`iam:resourcetag/${tag}`, value);
    }
    if (TELLS_BOUNDARY.test(action)) set('iam:permissionsboundary', target.boundaryArn);
  }
  for (const [key, value] of Object.entries(keys)) set(key.toLowerCase(), value);
  return context;
}

function tagsOf({ tags }: Actor, asked: ReadonlySet<string>): [string, string | undefined][] {
  return tags === undefined ? [] : [...asked].map((key) => [key, tags.get(key)]);
}

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
        matchesResource(matcher, arn, UNKNOWN) !== false,
    );
  };
}

/**
 * How certain anything can be that the actor may do. A Deny of all these actions everywhere, under a condition that
 * only the request answers, makes all conditional: such as that of AWS's policy which demands MFA,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function ceilingOf(actor: Actor, actions: readonly string[]): Certainty {
  if (actor.unread.boundary !== undefined) return 'unread';
  const policies = actor.boundary ? [...actor.identity, actor.boundary] : actor.identity;
  const lookup = lookupIn({ principal: principalOf(actor), action: '', resource: '*' });
  const hovering = policies
    .flatMap(({ document }) => document.statements)
    .filter(
      ({ effect, resource, conditions }) =>
        effect === 'Deny' &&
        conditions.every(({ key }) => OF_REQUEST.test(key)) &&
        holdsEveryResource(resource) &&
        openConditions(conditions, lookup) !== false,
    );
  const named = actions.map(actionNamed);
  return hovering.some(({ action }) => named.every((one) => matchesAction(action, one)))
    ? 'conditional'
    : 'certain';
}

/** Keys that no user or role in question changes. */
const OF_REQUEST =
  /^aws:(multifactorauth|sourceip|sourcevp|currenttime|epochtime|tokenissuetime|viaawsservice|useragent)/;

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
  readonly matcher: Matcher;
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

function resolved(matcher: Matcher, variable: VariableValue): AllowedResources {
  if (matcher.negated) return { matcher, beginnings: undefined };
  const patterns = matcher.patterns.flatMap((pattern) => resolve(pattern, variable) ?? []);
  return {
    matcher: { negated: false, patterns },
    beginnings: patterns.map(({ text }) => text.replace(/[*?].*$/s, '')),
  };
}
