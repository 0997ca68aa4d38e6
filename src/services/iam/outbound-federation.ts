import { derive, optional } from '../../aws/combine-readers.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { contextOf } from '../../policy/decide/request.ts';
import type { PolicyStatement } from '../../policy/language/policy.ts';
import type { IamRole, IamUser } from './authorization-details.ts';
import {
  administratorAccess,
  type PolicyHolder,
  type PolicyHolders,
  policyHolders,
} from './policy-holders.ts';
import { isServiceLinked } from './role-trust.ts';
import { iam } from './service.ts';
import { unlessNotOffered } from './unless-not-offered.ts';

/** Whether AWS vouches for the account's users and roles to services outside AWS. */
export interface OutboundFederation {
  readonly JwtVendingEnabled: boolean | undefined;
  readonly IssuerIdentifier: string | undefined;
}

/**
 * Outbound web identity federation of the account; AWS answers with an error where it is off. Undefined where the
 * partition has none. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html
 */
export const outboundFederation = iam.reader(
  ['GetOutboundWebIdentityFederationInfo'],
  ({ sdk, client, partition }): Promise<OutboundFederation | undefined> =>
    unlessNotOffered(partition, async () => {
      try {
        const { JwtVendingEnabled, IssuerIdentifier } = await client.send(
          new sdk.GetOutboundWebIdentityFederationInfoCommand({}),
        );
        return { JwtVendingEnabled, IssuerIdentifier };
      } catch (error) {
        if (error instanceof sdk.FeatureDisabledException)
          return { JwtVendingEnabled: false, IssuerIdentifier: undefined };
        throw error;
      }
    }),
);

/** A user or role that may ask for tokens. */
export interface TokenRequester {
  readonly Arn: string;
  /** What allows it; their conditions are not on the audience. */
  readonly statements: readonly PolicyStatement[];
}

export interface TokenRequesters {
  readonly requesters: readonly TokenRequester[];
  /** Why there may be more; undefined where these are all. */
  readonly unread: string | undefined;
}

/**
 * Users and roles that may get a token for whatever audience they name, but administrators, who may do so as they may
 * do everything. Service control policies are not looked at.
 */
export const tokenRequesters = derive({ holders: policyHolders }, ({ holders }, { session }) =>
  tokenRequestersOf(holders, session.accountId, session.now),
);

/** The same, for a rule that needs it only where the federation is on. */
export const optionalTokenRequesters = optional(tokenRequesters);

export function tokenRequestersOf(
  { users, roles }: PolicyHolders,
  accountId: string,
  now: Date,
): TokenRequesters {
  const judged = [
    ...users.map((holder) => judge('user', holder, accountId, now)),
    ...roles
      .filter(({ detail }) => !isServiceLinked(detail))
      .map((holder) => judge('role', holder, accountId, now)),
  ];
  return {
    requesters: judged.flatMap((one) => (typeof one === 'object' ? [one] : [])),
    unread: judged.find((one) => typeof one === 'string'),
  };
}

/** Stands for any audience: no policy names it, so that one that lets it through lets through what it does not name. */
const ANY_AUDIENCE = 'https://an-audience-that-no-policy-names.invalid';

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_sts.html: the action is on no resource, and
 * every request has an audience, of which there may be several.
 *
 * @returns what it may do, why that is not known, or undefined where it may not
 */
function judge(
  kind: 'user' | 'role',
  holder: PolicyHolder<IamUser | IamRole>,
  accountId: string,
  now: Date,
): TokenRequester | string | undefined {
  if (administratorAccess(holder, now).granted === 'yes') return undefined;
  const { detail, identity, boundary } = holder;
  const [limit] = boundary?.policies ?? [];
  const { effect, statements, undecided } = evaluate(
    {
      principal: { kind, arn: detail.Arn, accountId },
      action: 'sts:GetWebIdentityToken',
      resource: '*',
      now,
      context: contextOf({ 'sts:IdentityTokenAudience': [ANY_AUDIENCE] }),
    },
    { identity: identity.policies, ...(limit && { boundary: limit }) },
  );
  const [unread] = [...(boundary?.unread ?? []), ...(effect === 'denied' ? identity.unread : [])];
  if (unread !== undefined) return unread;
  return effect === 'denied'
    ? undefined
    : {
        Arn: detail.Arn,
        statements: [
          ...new Set<PolicyStatement>([
            ...statements,
            ...undecided.filter(({ statement }) => statement.effect === 'Allow'),
          ]),
        ],
      };
}
