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
 * Who outside the account may become a role with this trust policy, by each of the calls.
 * @param role its ARN
 * @param now when it is asked; left out, conditions on dates stay open
 */
export function outsideTrust(trust: Policy, role: string, home: Home, now?: Date): readonly OutsideTrust[] {
  return WAYS_TO_ASSUME.flatMap((way) =>
    outsideAccess(trust, { action: way, resource: role, home, ...(now && { now }) })
      .filter(({ who }) => wayOf(who) === undefined || wayOf(who) === way)
      .map((access) => ({ ...access, way })),
  );
}

/** The call that is open to such a requester; undefined where each is to some. */
function wayOf(who: Outsider): WayToAssume | undefined {
  switch (who.kind) {
    case 'anyone':
      return who.signed ? 'sts:AssumeRole' : undefined;
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
