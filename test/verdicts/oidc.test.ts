import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { arnOf, judges, type Statement, type World, worldsOverHttp } from './world.fixture.ts';

worldsOverHttp();

const RULE = 'iam/role-trusts-any-oidc-subject';
const OPEN = { [`${RULE} role/ci`]: 'fail 9.0' };
const CLOSED = { [`${RULE} role/ci`]: 'pass' };

const GITHUB = 'token.actions.githubusercontent.com';

/** A role that a workflow may assume, with conditions on keys of the issuer. */
const trusting = (
  conditions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
  issuer = GITHUB,
): World => {
  const keyed = Object.entries(conditions).map(([operator, values]) => [
    operator,
    Object.fromEntries(Object.entries(values).map(([claim, value]) => [`${issuer}:${claim}`, value])),
  ]);
  const trust: Statement = {
    Effect: 'Allow',
    Principal: { Federated: arnOf(`oidc-provider/${issuer}`) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: Object.fromEntries(keyed),
  };
  return { roles: { ci: { trust, attached: ['ReadOnlyAccess'] } } };
};

const AUDIENCE = { aud: 'sts.amazonaws.com' };

/** One condition beside the audience. */
const on = (operator: string, claim: string, value: string | readonly string[]): World =>
  trusting(
    operator === 'StringEquals'
      ? { StringEquals: { ...AUDIENCE, [claim]: value } }
      : { StringEquals: AUDIENCE, [operator]: { [claim]: value } },
  );

describe('a subject lets others in', () => {
  const open = (value: string | readonly string[]) =>
    judges(`sub like ${value}`, on('StringLike', 'sub', value), OPEN);
  judges('no subject', trusting({ StringEquals: AUDIENCE }), OPEN);
  open('*');
  open('repo:*');
  open('repo:octo*');
  open('repo:octo*/app:*');
  open('repo:octo-?rg/app:*');
  open('repo:*/app:ref:refs/heads/main');
  open('*:octo-org/app:*');
  open('environment:production');
  open('environment:production*');
  open('ref:refs/heads/main');
  open('job_workflow_ref:*');
  open(['repo:octo-org/app:*', 'repo:octo*']);
  open('workflow:deploy');
  judges('sub equal to environment:production', on('StringEquals', 'sub', 'environment:production'), OPEN);
  judges('sub equal to ref:refs/heads/main', on('StringEquals', 'sub', 'ref:refs/heads/main'), OPEN);
});

describe('a subject names the owner', () => {
  const closed = (value: string | readonly string[]) =>
    judges(`sub like ${value}`, on('StringLike', 'sub', value), CLOSED);
  closed('repo:octo-org/app:*');
  closed('repo:octo-org/*');
  closed('repo:octo-org/app:ref:refs/heads/main');
  closed('repo:octo-org/*:environment:production');
  closed(['repo:octo-org/app:*', 'repo:octo-labs/*']);
  closed('repo:octo-org@123456/app@456789:*');
  closed('repo:octo-org@123456/*');
  closed('repo:octo-org@*/app@*:*');
  closed('repo:octo-org@*');
  closed('repository_owner:octo-org:*');
  closed('enterprise:octo-enterprise:*');
  closed('job_workflow_ref:octo-org/workflows/.github/workflows/deploy.yml@*');
  judges('sub equal to a branch', on('StringEquals', 'sub', 'repo:octo-org/app:ref:refs/heads/main'), CLOSED);
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
describe('keys that AWS lists for GitHub', () => {
  const key = (operator: string, claim: string, value: string, verdict: typeof OPEN) =>
    judges(`${operator} ${claim}: ${value}`, on(operator, claim, value), verdict);
  key('StringLike', 'repository', 'octo-org/*', CLOSED);
  key('StringEquals', 'repository', 'octo-org/app', CLOSED);
  key('StringLike', 'repository', 'octo*', OPEN);
  key('StringLike', 'repository', 'octo*/app', OPEN);
  key('StringLike', 'repository', '*/app', OPEN);
  key('StringLike', 'job_workflow_ref', 'octo-org/workflows/.github/workflows/deploy.yml@*', CLOSED);
  key('StringLike', 'job_workflow_ref', 'octo*/workflows/.github/workflows/deploy.yml@*', OPEN);
  key('StringLike', 'job_workflow_ref', '*deploy.yml@refs/heads/main', OPEN);
  key('StringEquals', 'repository_id', '456789', CLOSED);
  key('StringEquals', 'repository_owner_id', '123456', CLOSED);
  key('StringEquals', 'enterprise_id', '1234', CLOSED);
  key('StringEquals', 'environment', 'production', OPEN);
  key('StringEquals', 'ref', 'refs/heads/main', OPEN);
  key('StringEquals', 'workflow', 'deploy', OPEN);
  key('StringNotEquals', 'repository_id', '456789', OPEN);
});

/** A key that is in no request: a positive operator never matches, so nobody gets in; others always do. */
describe('keys that AWS does not list for GitHub', () => {
  const key = (
    operator: string,
    claim: string,
    value: string,
    verdict: Readonly<Record<string, string | RegExp>>,
  ) => judges(`${operator} ${claim}: ${value}`, on(operator, claim, value), verdict);
  const NOBODY = { [`${RULE} role/ci`]: /^(pass|nothing)$/ };
  key('StringEquals', 'repository_owner', 'octo-org', NOBODY);
  key('StringEquals', 'repository_visibility', 'private', NOBODY);
  key('StringEquals', 'event_name', 'push', NOBODY);
  key('StringLike', 'workflow_ref', 'octo-org/app/*', NOBODY);
  key('StringEquals', 'enterprise', 'octo-enterprise', NOBODY);
  key('StringEqualsIfExists', 'repository_owner', 'octo-org', OPEN);
  key('ForAllValues:StringEquals', 'repository_owner', 'octo-org', OPEN);
  key('StringNotEquals', 'repository_owner', 'octo-org', OPEN);
  key('Null', 'repository_owner', 'true', OPEN);
  judges(
    'beside a subject that names the owner',
    trusting({
      StringEquals: AUDIENCE,
      StringLike: { sub: 'repo:octo-org/*' },
      StringEqualsIfExists: { repository_owner: 'octo-org' },
    }),
    CLOSED,
  );
});

describe('other issuers of GitHub', () => {
  const at = (issuer: string, sub: string) =>
    trusting({ StringEquals: AUDIENCE, StringLike: { sub } }, issuer);
  const GHE = 'token.actions.octocorp.ghe.com';
  const ENTERPRISE = `${GITHUB}/octo-enterprise`;
  judges('ghe.com with an owner', at(GHE, 'repo:octo-org/app:*'), CLOSED);
  judges('an enterprise with an owner', at(ENTERPRISE, 'repo:octo-org/app:*'), CLOSED);
  // Only the enterprise that owns the issuer gets its tokens, so no stranger comes in.
  for (const issuer of [GHE, ENTERPRISE])
    judges(`${issuer} without a subject`, trusting({ StringEquals: AUDIENCE }, issuer), {
      [`${RULE} role/ci`]: /^(?!fail 9)/,
    });
});

it('the remediation names the immutable form of a subject', () => {
  expect(rules[RULE]?.remediation.text).toMatch(/repo:<owner>@/);
});
