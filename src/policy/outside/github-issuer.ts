/**
 * An issuer of tokens of GitHub Actions: `shared` by all of github.com, or that of one enterprise, which nobody else
 * gets tokens of: on GHE.com, with a path of its own, or on a GitHub Enterprise Server.
 * https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc
 * @param issuer without `https://`, in lower case
 */
export function gitHubIssuer(issuer: string): 'shared' | 'enterprise' | undefined {
  if (issuer === GITHUB) return 'shared';
  return OF_ONE_ENTERPRISE.test(issuer) ? 'enterprise' : undefined;
}

export const GITHUB = 'token.actions.githubusercontent.com';

const OF_ONE_ENTERPRISE =
  /^(token\.actions\.githubusercontent\.com\/[^:]+|token\.actions\.[a-z0-9-]+\.ghe\.com(\/[^:]+)?|[a-z0-9.-]+\/_services\/token)$/;
