import type { UndecidedStatement } from '../decide/applicable-statement.ts';
import { type Decision, evaluate, type Policies } from '../decide/evaluate.ts';
import { type Context, lookupIn, type Request } from '../decide/request.ts';
import { openConditions } from '../language/condition.ts';
import { actionNamed, holdsEveryResource, matchesAction } from '../language/matcher.ts';
import type { PolicyStatement } from '../language/policy.ts';
import { type AccountFacts, type Actor, principalOf } from './actor.ts';
import type { Certainty } from './certainty.ts';

/** An action that an actor may do, and what allows it. */
export interface Permission {
  readonly action: string;
  /** The ARN asked about, or the pattern of those ARNs for which it holds; several where an action takes several. */
  readonly resource: string;
  readonly certainty: Certainty;
  readonly statements: readonly PolicyStatement[];
  /** What a conditional permission hangs on. */
  readonly undecided: readonly UndecidedStatement[];
  /** Why an unread one is. */
  readonly reason: string | undefined;
}

/** What is known of the request beyond who asks: the target's tags, boundary and trust policy, and keys of the action. */
interface Asked {
  readonly target?: Actor;
  readonly keys?: Readonly<Record<string, string>>;
}

/** Undefined when the actor may not. */
export function permission(
  account: AccountFacts,
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
  const context = contextFor(account, actor, action, { ...(target && { target }), keys });
  const decision = evaluate(
    { principal: principalOf(actor), action, resource, now: account.now, context },
    policies,
  );
  return permitted(action, decision, actor, trusted ? target : undefined);
}

/** Hostile policies ask for more than there is time. */
export const NOT_IN_FULL = 'its policies could not be judged in full';

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
    (effect === 'conditional' && undecided.length === 0 ? NOT_IN_FULL : undefined);
  if (reason !== undefined) return { ...found, certainty: 'unread', reason };
  return { ...found, certainty: effect === 'allowed' ? 'certain' : 'conditional', reason: undefined };
}

/**
 * How certain anything can be that the actor may do. A Deny of all these actions everywhere, under a condition that
 * only the request answers, makes all conditional: such as that of AWS's policy which demands MFA,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function ceilingOf({ now }: AccountFacts, actor: Actor, actions: readonly string[]): Certainty {
  if (actor.unread.boundary !== undefined) return 'unread';
  const policies = actor.boundary ? [...actor.identity, actor.boundary] : actor.identity;
  const lookup = lookupIn({ principal: principalOf(actor), action: '', resource: '*', now });
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

/**
 * Actions whose requests say which boundary the user or role has that they are about.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const TELLS_BOUNDARY = /^iam:(attach|put|delete|detach)(user|role)(policy|permissionsboundary)$/i;

function contextFor(
  account: AccountFacts,
  actor: Actor,
  action: string,
  { target, keys = {} }: Asked,
): Context {
  const context = new Map<string, readonly string[] | 'absent'>();
  const set = (key: string, value: string | undefined) =>
    context.set(key, value === undefined ? 'absent' : [value]);
  // "IAM calls are always made to the us-east-1 Region."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
  if (account.partition === 'aws' && /^iam:/i.test(action)) set('aws:requestedregion', 'us-east-1');
  // A session of a role may have tags of its own.
  if (actor.kind === 'user') {
    for (const [tag, value] of tagsOf(actor, account.tagKeys.principal))
      set(`aws:principaltag/${tag}`, value);
  }
  if (target) {
    for (const [tag, value] of tagsOf(target, account.tagKeys.resource)) {
      set(`aws:resourcetag/${tag}`, value);
      set(`iam:resourcetag/${tag}`, value);
    }
    if (TELLS_BOUNDARY.test(action)) set('iam:permissionsboundary', target.boundaryArn);
  }
  if (/^iam:tag/i.test(action))
    for (const tag of account.tagKeys.request) set(`aws:requesttag/${tag}`, undefined);
  for (const [key, value] of Object.entries(keys)) set(key.toLowerCase(), value);
  return context;
}

function tagsOf({ tags }: Actor, asked: ReadonlySet<string>): [string, string | undefined][] {
  return tags === undefined ? [] : [...asked].map((key) => [key, tags.get(key)]);
}
