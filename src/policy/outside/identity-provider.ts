import { type Condition, holdsIn } from '../language/condition.ts';
import { pinsValue } from '../language/narrowing.ts';
import { isClusterIssuer, type Reach, reachOf } from './claim-reach.ts';
import { GITHUB, gitHubIssuer } from './github-issuer.ts';
import type { NarrowingCondition } from './narrowing-condition.ts';

/** An identity provider of which we know what the claims in its tokens say. */
export interface IdentityProvider {
  readonly name: string;
  readonly issuer: string;
  /** Whether it has one issuer for all its customers, so that only a claim tells whose the tokens are. */
  readonly shared: boolean;
  /** Condition keys, in lower case, any of which names the customer. So do the subject and other claims of the kind. */
  readonly tenancyKeys: readonly string[];
  /** Condition keys that tell users who signed in from guests; none where there are no guests. */
  readonly guestKeys: readonly string[];
  /**
   * What a customer has many of and a claim can name one of: `repository of the owner`. Undefined where we know of no
   * such claim.
   */
  readonly whole: string | undefined;
}

/**
 * Issuers and the claims that AWS asks trust policies for, and the public providers that IAM knows without being told.
 * IBM Turbonomic has no lasting issuer. Bitbucket and CircleCI have an issuer for each customer.
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
  [GITHUB, ['GitHub Actions', 'sub']],
  ['tokens.cloud.shisho.dev', ['Shisho Cloud', 'sub']],
  ['vstoken.actions.githubusercontent.com', ['GitHub', 'sub']],
  // For tokens of service accounts IAM takes :aud from azp, which Google sets; :oaud is the audience, which anyone chooses.
  ['accounts.google.com', ['Google', 'aud']],
  ['graph.facebook.com', ['Facebook', 'app_id']],
  ['www.amazon.com', ['Login with Amazon', 'app_id']],
]);

/** What a customer of a shared provider has, where its subjects name a part of that. */
const WHOLES: ReadonlyMap<string, string> = new Map([
  ['app.terraform.io', 'workspace of the organization'],
  ['gitlab.com', 'project of the group'],
  [GITHUB, 'repository of the owner'],
]);

/** Microsoft's tenant for customers of Sentinel, who are told apart by the name of the session. */
const SENTINEL = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d';

/** `cognito-identity.amazonaws.com`, and its like in other partitions. https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
const COGNITO = /^cognito-identity[a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/;

/** @param provider a Federated principal: the ARN of an OIDC provider, or the host of one that IAM knows */
export function identityProvider(provider: string): IdentityProvider | undefined {
  const issuer = issuerOf(provider);
  const shared = { issuer, shared: true, guestKeys: [], whole: WHOLES.get(issuer) };
  if (issuer === SENTINEL) return { ...shared, name: 'Microsoft Sentinel', tenancyKeys: [SESSION_NAME] };
  if (COGNITO.test(issuer)) return { ...shared, ...cognito(issuer) };
  const [name, claim] = SHARED.get(issuer) ?? [];
  if (name !== undefined) return { ...shared, name, tenancyKeys: [`${issuer}:${claim}`] };
  const own = { issuer, shared: false, tenancyKeys: [`${issuer}:sub`], guestKeys: [] };
  if (gitHubIssuer(issuer)) return { ...own, name: 'GitHub', whole: 'repository of the enterprise' };
  return isClusterIssuer(issuer) ? { ...own, name: 'Amazon EKS', whole: 'pod of the cluster' } : undefined;
}

function issuerOf(provider: string): string {
  return provider
    .replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

const SESSION_NAME = 'sts:rolesessionname';

/** In China the keys leave out the Region that the principal names. */
function cognito(issuer: string) {
  const hosts = [issuer, issuer.replace(/\.cn-[a-z]+-\d+\./, '.')];
  return {
    name: 'Amazon Cognito',
    tenancyKeys: hosts.map((host) => `${host}:aud`),
    guestKeys: hosts.map((host) => `${host}:amr`),
  };
}

/**
 * Whether no request with a token of this provider has the key: it is a claim of the provider that AWS does not make a
 * key, such as repository_owner. AWS lists them for GitHub; of the issuers of single enterprises it says nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * @param key in lower case
 */
export function isNeverSent(provider: string, key: string): boolean {
  const claim = key.startsWith(`${GITHUB}:`) ? key.slice(GITHUB.length + 1) : undefined;
  return claim !== undefined && issuerOf(provider) === GITHUB && !KEYS_OF_GITHUB.has(claim);
}

const KEYS_OF_GITHUB: ReadonlySet<string> = new Set([
  'actor',
  'actor_id',
  'amr',
  'aud',
  'email',
  'enterprise_id',
  'environment',
  'job_workflow_ref',
  'oaud',
  'ref',
  'repository',
  'repository_id',
  'repository_owner_id',
  'sub',
  'workflow',
]);

/** Under which conditions tokens are taken: those of an `OutsideAccess`. */
interface Conditions {
  readonly conditions: readonly Condition[];
  readonly limits: readonly NarrowingCondition[];
}

/**
 * How far the conditions narrow whose tokens are taken: `anyone` where other customers of a shared provider come in,
 * `customer` where all of one customer does, `part` where only some of it does, or where we cannot tell.
 */
export function tokensTaken({ limits, conditions }: Conditions, provider: IdentityProvider): Reach {
  const { issuer, tenancyKeys, shared, whole } = provider;
  const claims = limits.filter(
    ({ kind, condition: { key } }) => kind === 'subject' && key.startsWith(`${issuer}:`),
  );
  const bySession =
    tenancyKeys.includes(SESSION_NAME) &&
    conditions.some((one) => one.key === SESSION_NAME && pinsValue(one));
  const byClaim = claims.length > 0 || limits.some(({ condition: { key } }) => tenancyKeys.includes(key));
  if (shared && !byClaim && !bySession) return 'anyone';
  const narrower =
    whole === undefined ||
    limits.some(({ kind }) => kind === 'network') ||
    claims.some(({ condition }) => reachOf(condition) === 'part');
  return narrower ? 'part' : 'customer';
}

/**
 * Whether guests may come too, whom nobody vouches for: no condition says otherwise of how they were authenticated.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function admitsGuests(
  { conditions }: Pick<Conditions, 'conditions'>,
  { guestKeys }: IdentityProvider,
): boolean {
  const asGuest = (key: string) => (guestKeys.includes(key) ? ['unauthenticated'] : undefined);
  return (
    guestKeys.length > 0 &&
    !conditions.some((one) => guestKeys.includes(one.key) && holdsIn(one, asGuest) === false)
  );
}
