import { actionMatcher, actionNamed, matchesAction } from '../language/matcher.ts';
import type { Policy } from '../language/policy.ts';
import { type OutsideAccess, outsideAccess } from './outside-access.ts';
import type { Home, Outsider } from './outsider.ts';

/** The calls that make a role's session. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html */
const WAYS_TO_ASSUME = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

type WayToAssume = (typeof WAYS_TO_ASSUME)[number];

/** How a trust policy lets one kind of outsider become the role. */
export interface OutsideTrust extends OutsideAccess {
  readonly way: WayToAssume;
}

/**
 * Who outside the account may become a role with this trust policy. Each call is asked about on its own: a Deny of
 * one leaves the others.
 */
export function outsideTrust(trust: Policy, home: Home): readonly OutsideTrust[] {
  return WAYS_TO_ASSUME.flatMap((way) =>
    outsideAccess(onAction(trust, way), home)
      .filter(({ who }) => wayOf(who) === undefined || wayOf(who) === way)
      .map((access) => ({ ...access, way })),
  );
}

/** The policy as far as it speaks of one action. */
function onAction({ name, document }: Policy, way: WayToAssume): Policy {
  const action = actionNamed(way);
  const statements = document.statements
    .filter((statement) => matchesAction(statement.action, action))
    .map((statement) => ({ ...statement, action: actionMatcher(false, [action]) }));
  return { name, document: { ...document, statements, ofService: new Map(), ofAnyService: statements } };
}

/** The call that is open to such a requester; undefined where each is to some. */
function wayOf(who: Outsider): WayToAssume | undefined {
  switch (who.kind) {
    case 'anyone':
      return undefined;
    case 'federated':
      return isSamlProvider(who.provider) ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
    default:
      return 'sts:AssumeRole';
  }
}

/** Whether a Federated principal is a SAML provider of an account: `arn:aws:iam::111122223333:saml-provider/corp`. */
export function isSamlProvider(provider: string): boolean {
  return /^arn:[^:]*:iam::[^:]*:saml-provider\//.test(provider);
}
