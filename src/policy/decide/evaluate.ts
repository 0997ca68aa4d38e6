import { representativeArn } from '../language/arn-sets.ts';
import { single } from '../language/condition.ts';
import { literal, type Pattern, type VariableValue } from '../language/pattern.ts';
import type { Policy } from '../language/policy.ts';
import { accountOf, type PrincipalMatch } from '../language/principal.ts';
import {
  type ApplicableStatement,
  type ApplicableStatements,
  applicableTo,
  type MatchingStatement,
  matchingStatements,
  type PolicyType,
  type UndecidedStatement,
} from './applicable-statement.ts';
import {
  allOf,
  allowedWithout,
  evaluateType,
  oneOf,
  type PartialEvaluation,
  unread,
} from './partial-evaluation.ts';
import { lookupIn, type Request, resourceAccount, textOf } from './request.ts';
import { resourcesToAsk } from './resources-to-ask.ts';

/**
 * The policies that apply to a request. A type that is left out was not looked at or does not apply: no boundary, no
 * session policy, no SCPs. Left out `identity` or `resource` policies that the decision needs make it conditional.
 */
export interface Policies {
  /** Identity-based policies: of the user and its groups, or of the role. */
  readonly identity?: readonly Policy[];
  /** The permissions boundary. */
  readonly boundary?: Policy;
  readonly session?: readonly Policy[];
  /** The resource-based policy; an empty list says that the resource has none. */
  readonly resource?: readonly Policy[];
  /** One list a level from the root to the principal's account: each level must allow. */
  readonly scps?: readonly (readonly Policy[])[];
  /** The same on the way to the resource's account. */
  readonly rcps?: readonly (readonly Policy[])[];
}

export interface Decision {
  readonly effect: 'allowed' | 'denied' | 'conditional';
  /** An explicit deny, rather than an implicit one. */
  readonly explicit: boolean;
  /** The statements that decided: the Denies, or the Allows that count. */
  readonly statements: readonly ApplicableStatement[];
  /**
   * What a conditional answer hangs on: an Allow of these has to apply (one for each type of policy that has to
   * allow), and no Deny of these may. Empty when policies are unread, or allow so many combinations of resources that not all were asked.
   */
  readonly undecided: readonly UndecidedStatement[];
  /** Types of policy that would have to allow the request too, and were not given. */
  readonly unread: readonly PolicyType[];
  /** The type of policy that denies explicitly, or does not allow. */
  readonly deniedBy: PolicyType | undefined;
  /** The ARN asked about, or the pattern of those ARNs for which the answer holds. */
  readonly resource: string;
}

/**
 * AWS's decision: an explicit deny anywhere, then RCPs, SCPs, resource-based policy, identity-based policies,
 * permissions boundary, session policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: Request, policies: Policies): Decision {
  if (needsNoPermission(request)) return { ...UNCONDITIONAL, resource: textOf(request) };
  const matching = matchingIn(policies, request);
  if (typeof request.resource === 'string')
    return decide(request, policies, matching, literal(request.resource));
  let best: Decision | undefined;
  let asked: 'all' | 'some' = 'all';
  for (const piece of resourcesToAsk(request.resource.some, listsOf(matching), matching.variable)) {
    if (piece === 'more') {
      asked = 'some';
      break;
    }
    const decision = decide(request, policies, matching, literal(representativeArn(piece)));
    if (!best || rank(decision) > rank(best)) best = { ...decision, resource: piece.text };
    if (best.effect === 'allowed') return best;
  }
  const answer = best ?? decide(request, policies, matching, literal(textOf(request)));
  return asked === 'some' && answer.effect === 'denied' ? { ...answer, effect: 'conditional' } : answer;
}

/**
 * "If an administrator attaches a policy to your identity that explicitly denies access to the sts:GetCallerIdentity
 * action, you can still perform this operation."
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
function needsNoPermission({ action, principal }: Request): boolean {
  return accountOf(principal) !== undefined && /^sts:getcalleridentity$/i.test(action);
}

const UNCONDITIONAL: Omit<Decision, 'resource'> = {
  effect: 'allowed',
  explicit: false,
  statements: [],
  undecided: [],
  unread: [],
  deniedBy: undefined,
};

/** The statements that match the request, whatever the resource. */
interface Matching {
  readonly rcps: readonly (readonly MatchingStatement[])[];
  readonly scps: readonly (readonly MatchingStatement[])[];
  readonly resource: readonly MatchingStatement[];
  readonly identity: readonly MatchingStatement[];
  readonly boundary: readonly MatchingStatement[] | undefined;
  readonly session: readonly MatchingStatement[] | undefined;
  readonly variable: VariableValue;
}

function matchingIn(policies: Policies, request: Request): Matching {
  const bounded = policies.boundary !== undefined;
  const of = (type: PolicyType, some: readonly Policy[] = []) =>
    matchingStatements(type, some, request, bounded);
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

/** Identity-based and resource-based policies as one: either may allow. */
function listsOf({
  rcps,
  scps,
  resource,
  identity,
  boundary = [],
  session = [],
}: Matching): (readonly MatchingStatement[])[] {
  return [[...identity, ...resource], boundary, session, ...scps, ...rcps];
}

/** Of two denied pieces the one that is explicitly denied says more. */
function rank({ effect, explicit }: Decision): number {
  if (effect === 'denied') return explicit ? 1 : 0;
  return effect === 'conditional' ? 2 : 3;
}

function decide(request: Request, policies: Policies, matching: Matching, resource: Pattern): Decision {
  const applicable = (among: readonly MatchingStatement[]) =>
    applicableTo(resource, among, matching.variable);
  const rcps = matching.rcps.map(applicable);
  const scps = matching.scps.map(applicable);
  const ofResource = applicable(matching.resource);
  const identity = applicable(matching.identity);
  const boundary = matching.boundary && applicable(matching.boundary);
  const session = matching.session && applicable(matching.session);

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
      undecided: [],
      unread: [],
      deniedBy: first.policyType,
      resource: resource.text,
    };
  }

  const maximum = [];
  if (boundary) maximum.push(evaluateType('boundary', boundary));
  if (session) maximum.push(evaluateType('session', session));
  const outcome = allOf([
    ...rcps.map((level) => evaluateType('rcp', level)),
    ...scps.map((level) => evaluateType('scp', level)),
    evaluateGrants(request, policies, { identity, ofResource }, maximum),
  ]);
  return conclude(
    outcome,
    all.flatMap((some) => some.mayDeny),
    resource.text,
  );
}

function conclude(
  outcome: PartialEvaluation,
  mayDeny: readonly UndecidedStatement[],
  resource: string,
): Decision {
  const denied = outcome.result === 'implicit deny';
  const effect = denied
    ? 'denied'
    : outcome.result === 'allow' && mayDeny.length === 0
      ? 'allowed'
      : 'conditional';
  return {
    effect,
    explicit: false,
    statements: outcome.allows,
    undecided: denied ? [] : [...outcome.mayAllow, ...mayDeny],
    unread: outcome.unread,
    deniedBy: denied ? outcome.policyType : undefined,
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
 * What identity-based and resource-based policies grant within boundary and session policy. In one account either
 * suffices, and an Allow for the very user or session is not limited by boundary and session policy. Across accounts
 * both sides must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 * @param maximum boundary and session policy, which grant nothing themselves
 */
function evaluateGrants(
  request: Request,
  policies: Policies,
  applicable: { readonly identity: ApplicableStatements; readonly ofResource: ApplicableStatements },
  maximum: readonly PartialEvaluation[],
): PartialEvaluation {
  const byResource = (...matches: readonly PrincipalMatch[]) =>
    policies.resource ? evaluateType('resource', applicable.ofResource, matches) : unread('resource');
  const home = accountOf(request.principal);
  if (home === undefined) return byResource('directly');
  const byIdentity = [evaluateIdentity(request, policies, applicable.identity), ...maximum];
  if (home !== resourceAccount(request))
    return allOf([...byIdentity, byResource('directly', 'role', 'account')]);
  if (needsResourcePolicy(request.action)) byIdentity.push(byResource('directly', 'role', 'account'));
  if (!policies.resource?.length) return allOf(byIdentity);
  return oneOf([
    byResource('directly'),
    allOf([byResource('directly', 'role'), ...maximum]),
    allOf(byIdentity),
  ]);
}

function evaluateIdentity(
  { principal }: Request,
  policies: Policies,
  applicable: ApplicableStatements,
): PartialEvaluation {
  // "All requests are implicitly denied with the exception of the AWS account root user, which has full access."
  if (principal.kind === 'root') return allowedWithout('identity');
  return policies.identity ? evaluateType('identity', applicable) : unread('identity');
}

/**
 * "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow
 * access for principals." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function needsResourcePolicy(action: string): boolean {
  return /^(kms:|sts:assumerole)/i.test(action) && !WITHOUT_KEY.test(action);
}

/**
 * Actions of KMS that are about no key, and so about no key policy.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const WITHOUT_KEY =
  /^kms:(createkey|generaterandom|list(aliases|keys|retirablegrants)|(connect|create|delete|disconnect|update)customkeystore|describecustomkeystores)$/i;
