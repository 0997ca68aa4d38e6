import { single } from '../language/condition.ts';
import { literal, type Pattern, representative, type VariableValue } from '../language/pattern.ts';
import { accountOf, type Naming } from '../language/principal.ts';
import { allOf, type Gate, gateOf, oneOf, openGate, unreadGate } from './gate.ts';
import { lookupIn, type Request, resourceAccount } from './request.ts';
import { MOST_PIECES, resourcesWorthAsking } from './some-resource.ts';
import {
  type Candidate,
  candidates,
  type Ground,
  type Policy,
  type PolicyKind,
  type Proviso,
  type Votes,
  votesOn,
} from './votes.ts';

/**
 * The policies that bear on a request. A kind that is left out was not looked at or does not apply: no boundary, no
 * session policy, no SCPs. Left out `identity` or `resource` policies that the decision needs make it conditional.
 */
export interface Policies {
  /** Of the user and its groups, or of the role. */
  readonly identity?: readonly Policy[];
  readonly boundary?: Policy;
  readonly session?: readonly Policy[];
  /** The policy of the resource; an empty list says that it has none. */
  readonly resource?: readonly Policy[];
  /** One list a level from the root to the principal's account: each level must allow. */
  readonly scps?: readonly (readonly Policy[])[];
  /** The same on the way to the resource's account. */
  readonly rcps?: readonly (readonly Policy[])[];
}

export interface Decision {
  readonly effect: 'allowed' | 'denied' | 'conditional';
  /** Denied by a Deny, rather than by no Allow. */
  readonly explicit: boolean;
  /** The statements that decided: the Denies, or the Allows that count. */
  readonly statements: readonly Ground[];
  /**
   * What a conditional answer hangs on: an Allow of these has to apply (one for each kind of policy that has to
   * allow), and no Deny of these may. Empty when policies are unread, or allow so many combinations of resources that not all were asked.
   */
  readonly conditions: readonly Proviso[];
  /** Kinds of policy that would have to allow the request too, and were not given. */
  readonly unread: readonly PolicyKind[];
  readonly blockedBy: PolicyKind | undefined;
  /** The ARN asked about, or the pattern of those ARNs for which the answer holds. */
  readonly resource: string;
}

/**
 * AWS's decision: an explicit Deny anywhere, then RCPs, SCPs, resource policy, identity policies, boundary, session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: Request, policies: Policies): Decision {
  const heard = hear(request, policies);
  if (typeof request.resource === 'string')
    return decide(request, policies, heard, literal(request.resource));
  let best: Decision | undefined;
  let asked = 0;
  for (const piece of resourcesWorthAsking(request.resource.some, listsOf(heard), heard.variable)) {
    asked++;
    const decision = decide(request, policies, heard, literal(representative(piece)));
    if (!best || rank(decision) > rank(best)) best = { ...decision, resource: piece.text };
    if (best.effect === 'allowed') return best;
  }
  const answer = best ?? decide(request, policies, heard, literal(request.resource.some));
  return asked === MOST_PIECES && answer.effect === 'denied' ? { ...answer, effect: 'conditional' } : answer;
}

/** The statements that bear on the action, whatever the resource. */
interface Heard {
  readonly rcps: readonly (readonly Candidate[])[];
  readonly scps: readonly (readonly Candidate[])[];
  readonly resource: readonly Candidate[];
  readonly identity: readonly Candidate[];
  readonly boundary: readonly Candidate[] | undefined;
  readonly session: readonly Candidate[] | undefined;
  readonly variable: VariableValue;
}

function hear(request: Request, policies: Policies): Heard {
  const of = (kind: PolicyKind, some: readonly Policy[] = []) => candidates(kind, some, request);
  return {
    rcps: rcpsReach(request) ? (policies.rcps ?? []).map((level) => of('rcp', level)) : [],
    scps: scpsReach(request) ? (policies.scps ?? []).map((level) => of('scp', level)) : [],
    resource: of('resource', policies.resource),
    identity: of('identity', policies.identity),
    boundary: policies.boundary && of('boundary', [policies.boundary]),
    session: policies.session && of('session', policies.session),
    variable: single(lookupIn(request)),
  };
}

/** Identity and resource policies as one: either may allow. */
function listsOf({
  rcps,
  scps,
  resource,
  identity,
  boundary = [],
  session = [],
}: Heard): (readonly Candidate[])[] {
  return [[...identity, ...resource], boundary, session, ...scps, ...rcps];
}

/** Of two denied pieces the one that a Deny decided says more. */
function rank({ effect, explicit }: Decision): number {
  if (effect === 'denied') return explicit ? 1 : 0;
  return effect === 'conditional' ? 2 : 3;
}

function decide(request: Request, policies: Policies, heard: Heard, resource: Pattern): Decision {
  const votes = (among: readonly Candidate[]) => votesOn(resource, among, heard.variable);
  const rcps = heard.rcps.map(votes);
  const scps = heard.scps.map(votes);
  const ofResource = votes(heard.resource);
  const identity = votes(heard.identity);
  const boundary = heard.boundary && votes(heard.boundary);
  const session = heard.session && votes(heard.session);

  const all = [...rcps, ...scps, ofResource, identity, boundary, session].filter(
    (some) => some !== undefined,
  );
  const denies = all.flatMap((some) => some.denies);
  const [first] = denies;
  if (first) {
    return {
      effect: 'denied',
      explicit: true,
      statements: denies,
      conditions: [],
      unread: [],
      blockedBy: first.kind,
      resource: resource.text,
    };
  }

  const limits = [];
  if (boundary) limits.push(gateOf('boundary', boundary));
  if (session) limits.push(gateOf('session', session));
  const outcome = allOf([
    ...rcps.map((level) => gateOf('rcp', level)),
    ...scps.map((level) => gateOf('scp', level)),
    accessGate(request, policies, { identity, ofResource }, limits),
  ]);
  return conclude(
    outcome,
    all.flatMap((some) => some.mayDeny),
    resource.text,
  );
}

function conclude(outcome: Gate, mayDeny: readonly Proviso[], resource: string): Decision {
  const blocked = outcome.answer === 'does not allow';
  const effect = blocked
    ? 'denied'
    : outcome.answer === 'allows' && mayDeny.length === 0
      ? 'allowed'
      : 'conditional';
  return {
    effect,
    explicit: false,
    statements: outcome.grounds,
    conditions: blocked ? [] : [...outcome.provisos, ...mayDeny],
    unread: outcome.unread,
    blockedBy: blocked ? outcome.kind : undefined,
    resource,
  };
}

/**
 * "SCPs don't affect users or roles in the management account" nor service-linked roles, and principals only.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
function scpsReach({ principal, managementAccountId }: Request): boolean {
  const account = accountOf(principal);
  return account !== undefined && principal.kind !== 'service-linked role' && account !== managementAccountId;
}

/**
 * "RCPs don't affect resources in the management account", nor service-linked roles. They do reach service principals:
 * AWS's own examples have to except them with aws:PrincipalIsAWSService.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function rcpsReach(request: Request): boolean {
  const account = resourceAccount(request);
  const managed = account !== undefined && account === request.managementAccountId;
  return request.principal.kind !== 'service-linked role' && !managed;
}

/**
 * In one account the identity policies or the resource policy suffice, and an Allow for the very user or session is
 * not limited by boundary and session policy. Across accounts both sides must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function accessGate(
  request: Request,
  policies: Policies,
  votes: { readonly identity: Votes; readonly ofResource: Votes },
  limits: readonly Gate[],
): Gate {
  const byResource = (...namings: readonly Naming[]) =>
    policies.resource ? gateOf('resource', votes.ofResource, namings) : unreadGate('resource');
  const home = accountOf(request.principal);
  if (home === undefined) return byResource('directly');
  const byIdentity = [identityGate(request, policies, votes.identity), ...limits];
  if (home !== resourceAccount(request))
    return allOf([...byIdentity, byResource('directly', 'role', 'account')]);
  if (needsResourcePolicy(request.action)) byIdentity.push(byResource('directly', 'role', 'account'));
  if (!policies.resource?.length) return allOf(byIdentity);
  return oneOf([
    byResource('directly'),
    allOf([byResource('directly', 'role'), ...limits]),
    allOf(byIdentity),
  ]);
}

function identityGate({ principal }: Request, policies: Policies, votes: Votes): Gate {
  // "All requests are implicitly denied with the exception of the AWS account root user, which has full access."
  if (principal.kind === 'root') return openGate('identity');
  return policies.identity ? gateOf('identity', votes) : unreadGate('identity');
}

/**
 * "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow
 * access for principals." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function needsResourcePolicy(action: string): boolean {
  return /^(kms:|sts:assumerole)/i.test(action);
}
