import { pinsValue } from '../language/narrowing.ts';
import type { OutsideAccess } from './outside-access.ts';

/** An identity provider with one issuer for all its customers: only a claim in its tokens tells whose they are. */
export interface SharedProvider {
  readonly name: string;
  readonly issuer: string;
  /** Condition keys, in lower case, any of which names the customer. So do the subject and other claims of the kind. */
  readonly tenancyKeys: readonly string[];
  /** Condition keys that tell users who signed in from guests; none where there are no guests. */
  readonly guestKeys: readonly string[];
}

/**
 * Issuers and the claims that AWS asks trust policies for, and the public providers that IAM knows without being told.
 * IBM Turbonomic has no lasting issuer. Bitbucket and CircleCI have an issuer for each customer, as has an EKS cluster.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const SHARED: ReadonlyMap<string, readonly [name: string, claim: string]> = new Map([
  ['agent.buildkite.com', ['Buildkite', 'sub']],
  ['api.pulumi.com/oidc', ['Pulumi Cloud', 'aud']],
  ['app.terraform.io', ['HCP Terraform', 'sub']],
  ['gitlab.com', ['GitLab', 'sub']],
  ['oidc-configuration.audit-log.githubusercontent.com', ['GitHub audit log streaming', 'sub']],
  ['oidc.codefresh.io', ['Codefresh', 'sub']],
  ['oidc.vercel.com', ['Vercel', 'aud']],
  ['proidc.upbound.io', ['Upbound', 'sub']],
  ['sandboxes.cloud', ['sandboxes.cloud', 'aud']],
  ['scalr.io', ['Scalr', 'sub']],
  ['studio.datachain.ai/api', ['DVC Studio', 'sub']],
  ['token.actions.githubusercontent.com', ['GitHub Actions', 'sub']],
  ['tokens.cloud.shisho.dev', ['Shisho Cloud', 'sub']],
  ['vstoken.actions.githubusercontent.com', ['GitHub', 'sub']],
  // For tokens of service accounts IAM takes :aud from azp, which Google sets; :oaud is the audience, which anyone chooses.
  ['accounts.google.com', ['Google', 'aud']],
  ['graph.facebook.com', ['Facebook', 'app_id']],
  ['www.amazon.com', ['Login with Amazon', 'app_id']],
]);

/** Microsoft's tenant for customers of Sentinel, who are told apart by the name of the session. */
const SENTINEL = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d';

/** `cognito-identity.amazonaws.com`, and its like in other partitions. https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
const COGNITO = /^cognito-identity[a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/;

/** @param provider a Federated principal: the ARN of an OIDC provider, or the host of one that IAM knows */
export function sharedProvider(provider: string): SharedProvider | undefined {
  const issuer = provider
    .replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, '')
    .replace(/\/$/, '')
    .toLowerCase();
  if (issuer === SENTINEL)
    return { name: 'Microsoft Sentinel', issuer, tenancyKeys: [SESSION_NAME], guestKeys: [] };
  if (COGNITO.test(issuer)) return cognito(issuer);
  const [name, claim] = SHARED.get(issuer) ?? [];
  return name === undefined
    ? undefined
    : { name, issuer, tenancyKeys: [`${issuer}:${claim}`], guestKeys: [] };
}

const SESSION_NAME = 'sts:rolesessionname';

/** In China the keys leave out the Region that the principal names. */
function cognito(issuer: string): SharedProvider {
  const hosts = [issuer, issuer.replace(/\.cn-[a-z]+-\d+\./, '.')];
  return {
    name: 'Amazon Cognito',
    issuer,
    tenancyKeys: hosts.map((host) => `${host}:aud`),
    guestKeys: hosts.map((host) => `${host}:amr`),
  };
}

/** Whether a condition fixes whose tokens are taken: the customer, or somebody or something of his. */
export function fixesTenant(
  { limits, conditions }: OutsideAccess,
  { issuer, tenancyKeys }: SharedProvider,
): boolean {
  const byClaim = limits.some(
    ({ kind, condition: { key } }) =>
      tenancyKeys.includes(key) || (kind === 'subject' && key.startsWith(`${issuer}:`)),
  );
  const bySession = tenancyKeys.includes(SESSION_NAME);
  return byClaim || (bySession && conditions.some((one) => one.key === SESSION_NAME && pinsValue(one)));
}

/** Whether guests may come too, whom nobody vouches for, and no condition speaks of them. */
export function admitsGuests({ conditions }: OutsideAccess, { guestKeys }: SharedProvider): boolean {
  return guestKeys.length > 0 && !conditions.some((one) => guestKeys.includes(one.key) && pinsValue(one));
}
