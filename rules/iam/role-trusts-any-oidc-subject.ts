import { admitsGuests, identityProvider, tokensTaken } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { type RoleTrust, roleTrusts, trustEvidence } from 'postern/services/iam';

export default defineRule({
  title: 'Role can be assumed by other customers of an identity provider',
  type: 'Policy:IAM/RoleTrustsAnyOidcSubject',
  severity: 9.0,
  scope: 'account',
  reads: { trusts: roleTrusts },
  why: 'GitHub, GitLab and the like sign tokens for all their customers in the same way: where no condition says whose, a stranger starts a pipeline of their own and gets the role.',
  remediation: {
    text: 'Require the claim that names you in the trust policy: for GitHub Actions token.actions.githubusercontent.com:sub like repo:<owner>/<repository>:*, or repo:<owner>@<owner id>/<repository>@<repository id>:* where subjects are immutable, as those of repositories made after 2026-07-15 are; for Amazon Cognito cognito-identity.amazonaws.com:aud with the identity pool, and :amr with authenticated.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
  },
  *check({ trusts }) {
    for (const { role, outside, unread } of trusts) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const known = byIdentityProvider(outside);
      const open = known.filter(({ trust, provider }) => tokensTaken(trust, provider) === 'anyone');
      const guests = known.filter(({ trust, provider }) => admitsGuests(trust, provider));
      const [stranger] = open;
      const [guest] = guests;
      if (stranger !== undefined)
        yield fail(
          resource,
          trustEvidence(open.map(({ trust }) => trust)),
          `Any customer of ${stranger.provider.name} can assume ${role.RoleName}: no condition on ${stranger.provider.tenancyKeys[0]} names yours.`,
          { exposure: 'internet' },
        );
      else if (guest !== undefined)
        yield fail(
          resource,
          trustEvidence(guests.map(({ trust }) => trust)),
          `Guests who did not sign in can assume ${role.RoleName}: no condition on ${guest.provider.guestKeys[0]} keeps them out.`,
          {
            exposure: 'internet',
            severity: { score: 5, reason: 'only users and guests of the named identity pool can' },
          },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (known.length > 0) yield pass(resource, trustEvidence(known.map(({ trust }) => trust)));
    }
  },
});

/** Providers whose tokens can tell one customer, or one user, from another. */
function byIdentityProvider(outside: RoleTrust['outside']) {
  return outside.flatMap((trust) => {
    const provider = trust.who.kind === 'federated' ? identityProvider(trust.who.provider) : undefined;
    return provider === undefined ? [] : [{ trust, provider }];
  });
}
