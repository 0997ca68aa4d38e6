import { admitsGuests, type IdentityProvider, identityProvider, tokensTaken } from 'postern/policy';
import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { type RoleTrust, roleAdministration, roleTrusts, trustEvidence } from 'postern/services/iam';

export default defineRule({
  title: 'Role is open to a whole organization or cluster',
  type: 'Policy:IAM/RoleOpenWithinProvider',
  severity: 5.0,
  raisedTo: 7.0,
  scope: 'account',
  reads: { trusts: roleTrusts, administration: roleAdministration },
  why: 'Whoever may make a repository in the organization, open a pull request or start a pod in the cluster gets the role: many more than those who should deploy.',
  remediation: {
    text: 'Name in the trust policy what may have the role: for GitHub Actions one repository and branch or environment, as in repo:<owner>/<repository>:environment:<environment>; for Amazon EKS :sub with the service account, system:serviceaccount:<namespace>:<name>; for HCP Terraform the project and workspace.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  *check({ trusts, administration }) {
    for (const { role, outside, unread } of trusts) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const known = withinProviders(outside);
      const open = known.filter(({ taken }) => taken === 'customer');
      const [first] = open;
      if (first !== undefined)
        yield fail(
          resource,
          trustEvidence(open.map(({ trust }) => trust)),
          `Any ${whoComes(first)} can assume ${role.RoleName} with a token of ${first.provider.name}: no condition names which.`,
          {
            exposure: 'inside',
            ...(administration.get(role.Arn)?.granted === 'yes' && {
              severity: { score: 7, reason: 'the role has administrator access' },
            }),
          },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (known.length > 0) yield pass(resource, trustEvidence(known.map(({ trust }) => trust)));
    }
  },
});

interface Known {
  readonly trust: RoleTrust['outside'][number];
  readonly provider: IdentityProvider;
  readonly taken: ReturnType<typeof tokensTaken>;
}

/** Without the statements by which strangers or guests come too, of which iam/role-trusts-any-oidc-subject tells. */
function withinProviders(outside: RoleTrust['outside']): Known[] {
  const all = outside.flatMap((trust): Known[] => {
    const provider = trust.who.kind === 'federated' ? identityProvider(trust.who.provider) : undefined;
    return provider === undefined ? [] : [{ trust, provider, taken: tokensTaken(trust, provider) }];
  });
  const told = new Set(
    all
      .filter(({ trust, provider, taken }) => taken === 'anyone' || admitsGuests(trust, provider))
      .map(({ trust }) => trust.statement),
  );
  return all.filter(({ trust, provider }) => provider.whole !== undefined && !told.has(trust.statement));
}

function whoComes({ trust: { limits }, provider: { issuer, whole } }: Known): string {
  const subjects = limits.flatMap(({ condition: { key, values } }) =>
    key === `${issuer}:sub` ? values : [],
  );
  const [first] = subjects;
  return first !== undefined && subjects.every((subject) => subject.endsWith(':pull_request'))
    ? `pull request of ${/^[^:]*:([^:]*)/.exec(first)?.[1]}`
    : `${whole}`;
}
