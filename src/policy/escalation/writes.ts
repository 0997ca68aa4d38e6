import { evaluate } from '../decide/evaluate.ts';
import type { Policy } from '../language/policy.ts';
import { type AccountFacts, type Actor, principalOf } from './actor.ts';
import { policyNamed } from './administrator.ts';
import { best, lazily } from './certainty.ts';
import { mentions, mentionsOn } from './mentions.ts';
import { ESCALATION_PATHS, type EscalationPath } from './paths.ts';
import { type Permission, permission } from './permission.ts';

/** The actions that write what a user or role may do. */
const WRITES = /^iam:((attach|put)(user|role|group)policy|createpolicyversion)$/i;

/** The paths that write the policies of another user or role. */
export const WRITES_OTHERS = ESCALATION_PATHS.filter(
  ({ category, required }) =>
    category === 'principal-access' && required.some((action) => WRITES.test(action)),
);

/** The actions that free a user or role of its boundary. */
const FREES = /^iam:delete(user|role)permissionsboundary$/i;

/** The paths that get the credentials of another user or role as it is. */
export const TAKES_OTHERS = ESCALATION_PATHS.filter(
  (path) =>
    path.category === 'principal-access' &&
    !WRITES_OTHERS.includes(path) &&
    path.required.every((action) => /^(iam|sts):/.test(action) && !FREES.test(action)),
);

/** The paths outside IAM that make one an administrator without a user or role of the account. */
export const BESIDES_IAM = ESCALATION_PATHS.filter(({ required }) =>
  required.every((action) => action.startsWith('sso:')),
);

/** The paths that write the own policies. */
export const WRITES_OWN = ESCALATION_PATHS.filter(
  ({ category, required }) =>
    category === 'self-escalation' && required.every((action) => WRITES.test(action)),
);

/** The actions on other users and roles that one of them needs. */
export const ACTIONS_ON_OTHERS = [
  ...new Set(
    ESCALATION_PATHS.flatMap(({ required }) => required).filter((action) => /^(iam|sts):/.test(action)),
  ),
];

/** Whether the path is about users or about roles, as its actions say. */
export function isAbout({ required }: EscalationPath, kind: Actor['kind']): boolean {
  return !required.some((action) =>
    (kind === 'user' ? /role/i : /user|group|accesskey|loginprofile/i).test(action),
  );
}

/** The permission to do an action of IAM or STS to a user or role, or to one of its groups or policies. */
export function permissionOn(
  account: AccountFacts,
  actor: Actor,
  action: string,
  target: Actor,
): Permission | undefined {
  if (!perhapsOn(actor, action)(target)) return undefined;
  if (target.protected && CHANGES_ROLE.test(action)) return undefined;
  const policies = /^iam:attach/i.test(action) ? account.administratorPolicies : [undefined];
  return best(
    lazily(resourcesOf(action, target), (resource) =>
      best(
        lazily(policies, (policy) =>
          permission(account, actor, action, resource, {
            ...(resource === target.arn && { target }),
            ...(policy !== undefined && { keys: { 'iam:PolicyARN': policy } }),
          }),
        ),
      ),
    ),
  );
}

/** A quick no, where no Allow names the action on the target. A role's trust policy may name the actor itself. */
export function perhapsOn(actor: Actor, action: string): (target: Actor) => boolean {
  if (action === 'sts:AssumeRole') return () => true;
  return ABOUT_POLICY_OR_GROUP.test(action) ? () => mentions(actor, action) : mentionsOn(actor, action);
}

const CHANGES_ROLE = /^iam:(attach|put|delete|update|tag)(role|assumerole)/i;

function resourcesOf(action: string, target: Actor): readonly string[] {
  if (!ABOUT_POLICY_OR_GROUP.test(action)) return [target.arn];
  return action === 'iam:CreatePolicyVersion' ? target.customerPolicies : target.groups;
}

const ABOUT_POLICY_OR_GROUP = /^iam:(createpolicyversion|(attach|put)grouppolicy)$/i;

/**
 * Whether the actor could assume the role once its trust policy names the actor's session: only a Deny stops that then.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function couldAssume({ now }: AccountFacts, actor: Actor, role: Actor): boolean {
  const decision = evaluate(
    { principal: principalOf(actor), action: 'sts:AssumeRole', resource: role.arn, now },
    {
      identity: actor.identity,
      ...(actor.boundary && { boundary: actor.boundary }),
      resource: [trustIn(actor)],
    },
  );
  return decision.effect !== 'denied' || !decision.explicit;
}

function trustIn(actor: Actor): Policy {
  return policyNamed('a new trust policy', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: actor.arn }, Action: 'sts:AssumeRole' },
  });
}
