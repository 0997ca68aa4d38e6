import { describe, expect, it } from 'vitest';
import { admitsGuests, fixesTenant, sharedProvider } from '../../../src/policy/outside/shared-provider.ts';
import { outsideTrust } from '../../../src/policy/outside/trust.ts';
import { policyOf } from '../policies.fixture.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const COGNITO = 'cognito-identity.amazonaws.com';
const CN = 'cognito-identity.cn-north-1.amazonaws.com.cn';
const POOL = 'us-east-1:12345678-corner-cafe-123456790ab';

const arn = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

/** `open`, `tenant`, `guests` (the tenant and his guests), or undefined for a provider that nobody shares. */
function verdict(Federated: string, Condition?: object): string | undefined {
  const provider = sharedProvider(Federated);
  const statement = { Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity' };
  const [access] = outsideTrust(policyOf({ ...statement, ...(Condition && { Condition }) }), {
    accountId: '111122223333',
  });
  if (provider === undefined || access === undefined) return undefined;
  if (!fixesTenant(access, provider)) return 'open';
  return admitsGuests(access, provider) ? 'guests' : 'tenant';
}
const equals = (claims: Record<string, string | string[]>) => ({ StringEquals: claims });
const like = (claims: Record<string, string | string[]>) => ({ StringLike: claims });

describe('shared identity providers (id_roles_providers_oidc_secure-by-default.html)', () => {
  it.each<[string, string, object | undefined, string | undefined]>([
    ['GitHub without a condition', arn(GITHUB), undefined, 'open'],
    ['audience alone', arn(GITHUB), equals({ [`${GITHUB}:aud`]: 'sts.amazonaws.com' }), 'open'],
    [
      'a repository',
      arn(GITHUB),
      equals({ [`${GITHUB}:sub`]: 'repo:acme/app:ref:refs/heads/main' }),
      'tenant',
    ],
    ['an owner', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:acme/*' }), 'tenant'],
    ['letter case of the key', arn(GITHUB), like({ [`${GITHUB}:SUB`]: 'repo:acme/*' }), 'tenant'],
    ['any owner that begins so', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:acme*' }), 'open'],
    ['any repository', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:*' }), 'open'],
    ['any owner of a repository', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:*/app:*' }), 'open'],
    ['one wide value of two', arn(GITHUB), like({ [`${GITHUB}:sub`]: ['repo:acme/*', '*'] }), 'open'],
    [
      'a subject if there is one',
      arn(GITHUB),
      { StringEqualsIfExists: { [`${GITHUB}:sub`]: 'repo:acme/app:*' } },
      'open',
    ],
    ['not a subject', arn(GITHUB), { StringNotLike: { [`${GITHUB}:sub`]: 'repo:evil/*' } }, 'open'],
    ['the owner by id', arn(GITHUB), equals({ [`${GITHUB}:repository_owner_id`]: '42' }), 'tenant'],
    [
      'the subject of another provider',
      arn(GITHUB),
      equals({ 'gitlab.com:sub': 'project_path:acme/app' }),
      'open',
    ],
    ['GitLab', arn('gitlab.com'), like({ 'gitlab.com:sub': 'project_path:acme/*' }), 'tenant'],
    ['HCP Terraform', arn('app.terraform.io'), like({ 'app.terraform.io:sub': 'organization:*' }), 'open'],
    ['Upbound, any account', arn('proidc.upbound.io'), like({ 'proidc.upbound.io:sub': 'mcp:*' }), 'open'],
    ['Upbound, one', arn('proidc.upbound.io'), like({ 'proidc.upbound.io:sub': 'mcp:acme/*' }), 'tenant'],
    [
      'Pulumi by audience',
      arn('api.pulumi.com/oidc'),
      equals({ 'api.pulumi.com/oidc:aud': 'aws:acme' }),
      'tenant',
    ],
    ['Vercel, any subject', arn('oidc.vercel.com'), undefined, 'open'],
    [
      'Google by application',
      'accounts.google.com',
      equals({ 'accounts.google.com:aud': '66677' }),
      'tenant',
    ],
    [
      'Google by a chosen audience',
      'accounts.google.com',
      equals({ 'accounts.google.com:oaud': 'x' }),
      'open',
    ],
    ['Facebook', 'graph.facebook.com', equals({ 'graph.facebook.com:app_id': '111' }), 'tenant'],
    [
      'Sentinel',
      arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/'),
      equals({ 'sts:RoleSessionName': 'MicrosoftSentinel_1' }),
      'tenant',
    ],
    ['Sentinel without', arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d'), undefined, 'open'],
    ['Cognito without a condition', COGNITO, undefined, 'open'],
    [
      'Cognito, any pool',
      COGNITO,
      { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } },
      'open',
    ],
    ['Cognito, any pool of a Region', COGNITO, like({ [`${COGNITO}:aud`]: 'us-east-1:*' }), 'open'],
    ['Cognito, a pool', COGNITO, equals({ [`${COGNITO}:aud`]: POOL }), 'guests'],
    [
      'Cognito, who signed in',
      COGNITO,
      {
        ...equals({ [`${COGNITO}:aud`]: POOL }),
        'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' },
      },
      'tenant',
    ],
    ['Cognito in China', CN, equals({ 'cognito-identity.amazonaws.com.cn:aud': POOL }), 'guests'],
    ['an EKS cluster', arn('oidc.eks.us-east-1.amazonaws.com/id/ABC'), undefined, undefined],
    ['GitHub for one enterprise', arn(`${GITHUB}/acme`), undefined, undefined],
    ['CircleCI', arn('oidc.circleci.com/org/1'), undefined, undefined],
  ])('%s', (_case, provider, conditions, expected) => {
    expect(verdict(provider, conditions)).toBe(expected);
  });
});
