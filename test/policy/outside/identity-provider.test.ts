import { describe, expect, it } from 'vitest';
import {
  admitsGuests,
  identityProvider,
  tokensTaken,
} from '../../../src/policy/outside/identity-provider.ts';
import { outsideTrust } from '../../../src/policy/outside/trust.ts';
import { policyOf } from '../policies.fixture.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const COGNITO = 'cognito-identity.amazonaws.com';
const CN = 'cognito-identity.cn-north-1.amazonaws.com.cn';
const EKS = 'oidc.eks.us-east-1.amazonaws.com/id/ABC';
const POOL = 'us-east-1:12345678-corner-cafe-123456790ab';

const arn = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

/** Whose tokens are taken, `guests` of one customer too; undefined for a provider that we do not know, or for nobody. */
function verdict(Federated: string, Condition?: object): string | undefined {
  const provider = identityProvider(Federated);
  const statement = { Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity' };
  const [access] = outsideTrust(
    policyOf({ ...statement, ...(Condition && { Condition }) }),
    'arn:aws:iam::111122223333:role/helm',
    { accountId: '111122223333' },
  );
  if (provider === undefined || access === undefined) return undefined;
  return admitsGuests(access, provider) && tokensTaken(access, provider) !== 'anyone'
    ? 'guests'
    : tokensTaken(access, provider);
}
const equals = (claims: Record<string, string | string[]>) => ({ StringEquals: claims });
const like = (claims: Record<string, string | string[]>) => ({ StringLike: claims });

describe('identity providers (id_roles_providers_oidc_secure-by-default.html)', () => {
  it.each<[string, string, object | undefined, string | undefined]>([
    ['GitHub without a condition', arn(GITHUB), undefined, 'anyone'],
    ['audience alone', arn(GITHUB), equals({ [`${GITHUB}:aud`]: 'sts.amazonaws.com' }), 'anyone'],
    ['a repository', arn(GITHUB), equals({ [`${GITHUB}:sub`]: 'repo:acme/app:ref:refs/heads/main' }), 'part'],
    ['an owner', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:acme/*' }), 'customer'],
    ['letter case of the key', arn(GITHUB), like({ [`${GITHUB}:SUB`]: 'repo:acme/*' }), 'customer'],
    ['any owner that begins so', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:acme*' }), 'anyone'],
    ['any repository', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:*' }), 'anyone'],
    ['any owner of a repository', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:*/app:*' }), 'anyone'],
    ['one wide value of two', arn(GITHUB), like({ [`${GITHUB}:sub`]: ['repo:acme/*', '*'] }), 'anyone'],
    [
      'a subject if there is one',
      arn(GITHUB),
      { StringEqualsIfExists: { [`${GITHUB}:sub`]: 'repo:acme/app:*' } },
      'anyone',
    ],
    ['not a subject', arn(GITHUB), { StringNotLike: { [`${GITHUB}:sub`]: 'repo:evil/*' } }, 'anyone'],
    ['the owner by id', arn(GITHUB), equals({ [`${GITHUB}:repository_owner_id`]: '42' }), 'customer'],
    [
      'the subject of another provider',
      arn(GITHUB),
      equals({ 'gitlab.com:sub': 'project_path:acme/app' }),
      'anyone',
    ],
    ['GitLab', arn('gitlab.com'), like({ 'gitlab.com:sub': 'project_path:acme/*' }), 'customer'],
    ['HCP Terraform', arn('app.terraform.io'), like({ 'app.terraform.io:sub': 'organization:*' }), 'anyone'],
    ['Upbound, any account', arn('proidc.upbound.io'), like({ 'proidc.upbound.io:sub': 'mcp:*' }), 'anyone'],
    ['Upbound, one', arn('proidc.upbound.io'), like({ 'proidc.upbound.io:sub': 'mcp:acme/*' }), 'part'],
    [
      'Pulumi by audience',
      arn('api.pulumi.com/oidc'),
      equals({ 'api.pulumi.com/oidc:aud': 'aws:acme' }),
      'part',
    ],
    ['Vercel, any subject', arn('oidc.vercel.com'), undefined, 'anyone'],
    ['Google by application', 'accounts.google.com', equals({ 'accounts.google.com:aud': '66677' }), 'part'],
    [
      'Google by a chosen audience',
      'accounts.google.com',
      equals({ 'accounts.google.com:oaud': 'x' }),
      'anyone',
    ],
    ['Facebook', 'graph.facebook.com', equals({ 'graph.facebook.com:app_id': '111' }), 'part'],
    [
      'Sentinel',
      arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/'),
      equals({ 'sts:RoleSessionName': 'MicrosoftSentinel_1' }),
      'part',
    ],
    ['Sentinel without', arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d'), undefined, 'anyone'],
    ['Cognito without a condition', COGNITO, undefined, 'anyone'],
    [
      'Cognito, any pool',
      COGNITO,
      { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } },
      'anyone',
    ],
    ['Cognito, any pool of a Region', COGNITO, like({ [`${COGNITO}:aud`]: 'us-east-1:*' }), 'anyone'],
    ['Cognito, a pool', COGNITO, equals({ [`${COGNITO}:aud`]: POOL }), 'guests'],
    [
      'Cognito, who signed in',
      COGNITO,
      {
        ...equals({ [`${COGNITO}:aud`]: POOL }),
        'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' },
      },
      'part',
    ],
    [
      'Cognito, a pool and its guests by name',
      COGNITO,
      equals({ [`${COGNITO}:aud`]: POOL, [`${COGNITO}:amr`]: 'unauthenticated' }),
      'guests',
    ],
    [
      'Cognito, a pool and those who signed in',
      COGNITO,
      {
        ...equals({ [`${COGNITO}:aud`]: POOL }),
        'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' },
      },
      'part',
    ],
    ['Cognito in China', CN, equals({ 'cognito-identity.amazonaws.com.cn:aud': POOL }), 'guests'],
    ['a pull request', arn(GITHUB), equals({ [`${GITHUB}:sub`]: 'repo:acme/app:pull_request' }), 'customer'],
    [
      'an environment of any repository',
      arn(GITHUB),
      like({ [`${GITHUB}:sub`]: 'repo:acme/*:environment:x' }),
      'customer',
    ],
    [
      'a repository, whoever renamed it',
      arn(GITHUB),
      like({ [`${GITHUB}:sub`]: 'repo:acme@*/app@*:*' }),
      'part',
    ],
    ['an owner by its id', arn(GITHUB), like({ [`${GITHUB}:sub`]: 'repo:acme@12/*' }), 'customer'],
    [
      'an owner, and a repository by its id',
      arn(GITHUB),
      { ...like({ [`${GITHUB}:sub`]: 'repo:acme/*' }), ...equals({ [`${GITHUB}:repository_id`]: '34' }) },
      'part',
    ],
    [
      'a claim beside the owner',
      arn(GITHUB),
      like({ [`${GITHUB}:sub`]: 'environment:x:repo:acme/app*' }),
      'part',
    ],
    ['who acts', arn(GITHUB), equals({ [`${GITHUB}:actor_id`]: '7' }), 'anyone'],
    ['a claim that is no key', arn(GITHUB), equals({ [`${GITHUB}:repository_owner`]: 'acme' }), undefined],
    [
      'all workspaces of an organization',
      arn('app.terraform.io'),
      like({ 'app.terraform.io:sub': 'organization:acme:project:*:workspace:*:run_phase:apply' }),
      'customer',
    ],
    [
      'a workspace',
      arn('app.terraform.io'),
      like({ 'app.terraform.io:sub': 'organization:acme:project:*:workspace:web:run_phase:*' }),
      'part',
    ],
    ['a project of GitLab', arn('gitlab.com'), like({ 'gitlab.com:sub': 'project_path:acme/app:*' }), 'part'],
    ['an EKS cluster', arn(EKS), undefined, 'customer'],
    ['its service accounts', arn(EKS), like({ [`${EKS}:sub`]: 'system:serviceaccount:*' }), 'customer'],
    [
      'one of them in any namespace',
      arn(EKS),
      like({ [`${EKS}:sub`]: 'system:serviceaccount:*:app' }),
      'customer',
    ],
    ['those of a namespace', arn(EKS), like({ [`${EKS}:sub`]: 'system:serviceaccount:web:*' }), 'part'],
    ['GitHub for one enterprise', arn(`${GITHUB}/acme`), undefined, 'customer'],
    ['GHE.com', arn('token.actions.acme.ghe.com'), undefined, 'customer'],
    ['GitHub Enterprise Server', arn('git.acme.example/_services/token'), undefined, 'customer'],
    [
      'a repository on GHE.com',
      arn('token.actions.acme.ghe.com'),
      like({ 'token.actions.acme.ghe.com:sub': 'repo:acme/app:*' }),
      'part',
    ],
    ['one that only looks like GHE.com', arn('token.actions.ghe.com'), undefined, undefined],
    ['CircleCI', arn('oidc.circleci.com/org/1'), undefined, undefined],
  ])('%s', (_case, provider, conditions, expected) => {
    expect(verdict(provider, conditions)).toBe(expected);
  });
});
