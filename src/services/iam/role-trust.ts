import { derive } from '../../aws/combine-readers.ts';
import type { Home } from '../../policy/outside/outsider.ts';
import { type OutsideTrust, outsideTrust } from '../../policy/outside/trust.ts';
import { surroundings } from '../organizations/accounts.ts';
import { type AuthorizationDetails, authorizationDetails, type IamRole } from './authorization-details.ts';
import { administratorAccess, policyHolders, quoted } from './policy-holders.ts';
import { trustPolicyOf } from './trust-policy.ts';

/** A role, and who outside the account may assume it. */
export interface RoleTrust {
  readonly role: IamRole;
  readonly outside: readonly OutsideTrust[];
  /** Why there may be others than `outside`; undefined where that is all. */
  readonly unread: string | undefined;
}

/** Who may assume each role, but service-linked ones, as far as the account alone can tell. */
export const roleTrusts = derive({ details: authorizationDetails }, ({ details }, { session }) =>
  roleTrustsOf(details, { accountId: session.accountId }, session.now),
);

/** The same, with what is known of the organization. */
export const roleTrustsInOrganization = derive(
  { details: authorizationDetails, surroundings },
  ({ details, surroundings: { home, managementAccountId } }, { session }) => ({
    trusts: roleTrustsOf(details, home, session.now),
    organizationId: home.organizationId,
    managementAccountId,
  }),
);

/** Whether each role has administrator access, by its ARN. */
export const roleAdministration = derive(
  { holders: policyHolders },
  ({ holders }, { session }) =>
    new Map(holders.roles.map((role) => [role.detail.Arn, administratorAccess(role, session.now)])),
);

/** @param now the moment at which dates in trust policies are judged */
export function roleTrustsOf(
  { RoleDetailList }: AuthorizationDetails,
  home: Home,
  now?: Date,
): readonly RoleTrust[] {
  return RoleDetailList.filter((role) => !isServiceLinked(role)).map((role) => ({
    role,
    ...trustIn(role, home, now),
  }));
}

/** Only its service can assume such a role, and only AWS can change it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
export function isServiceLinked({ Path }: Pick<IamRole, 'Path'>): boolean {
  return Path?.startsWith('/aws-service-role/') ?? false;
}

/** A role that Identity Center makes from a permission set. https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
export function isOfIdentityCenter({ Path }: Pick<IamRole, 'Path'>): boolean {
  return Path?.startsWith('/aws-reserved/sso.amazonaws.com/') ?? false;
}

function trustIn(role: IamRole, home: Home, now: Date | undefined): Pick<RoleTrust, 'outside' | 'unread'> {
  const parsed = trustPolicyOf(role);
  if (parsed === undefined) return { outside: [], unread: 'AWS did not send the trust policy of the role' };
  if (!parsed.ok) return { outside: [], unread: `the trust policy of the role is ${parsed.reason}` };
  const trust = { name: 'AssumeRolePolicyDocument', document: parsed.document };
  const all = outsideTrust(trust, role.Arn, home, now);
  const [odd] = all.flatMap(({ who }) => (who.kind === 'unrecognized' ? [who.text] : []));
  return {
    outside: all.filter(({ who }) => who.kind !== 'unrecognized'),
    unread:
      odd === undefined ? undefined : `the trust policy of the role names ${odd}, which is no principal`,
  };
}

/** What lets them in as evidence: each statement once, and the Denies that take some of it back. */
export function trustEvidence(trusts: readonly OutsideTrust[]) {
  const unless = quoted(distinct(trusts.flatMap((trust) => trust.unless)));
  return { statements: quoted(distinct(trusts)), ...(unless.length === 0 ? {} : { unless }) };
}

function distinct<S extends Pick<OutsideTrust, 'policy' | 'statement'>>(sources: readonly S[]): readonly S[] {
  const byStatement = new Map(sources.map((source) => [source.statement.index, source]));
  return [...byStatement.values()];
}
