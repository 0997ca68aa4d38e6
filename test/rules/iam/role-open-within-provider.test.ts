import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-open-within-provider.ts';
import anySubject from '../../../rules/iam/role-trusts-any-oidc-subject.ts';
import type { AdministratorAccess } from '../../../src/services/iam/policy-holders.ts';
import { judge, statuses } from '../../support/judge.ts';
import { HELM, trusts, trustsOf, withoutTrust } from './trusts.fixture.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/ABC';
const TERRAFORM = 'app.terraform.io';
const provider = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const web = (issuers: string | string[], Condition?: object) =>
  trusts({ Federated: [issuers].flat().map(provider) }, Condition, 'sts:AssumeRoleWithWebIdentity');
const sub = (issuer: string, like: string) => ({ StringLike: { [`${issuer}:sub`]: like } });

const NO: AdministratorAccess = { granted: 'no' };
const check = (statements: object[], access: AdministratorAccess = NO) =>
  judge(rule, { trusts: trustsOf(...statements), administration: new Map([[HELM.id, access]]) });

describe('iam/role-open-within-provider', () => {
  it.each<[string, object[], string[]]>([
    ['any repository of an owner', [web(GITHUB, sub(GITHUB, 'repo:acme/*'))], ['fail']],
    ['a repository', [web(GITHUB, sub(GITHUB, 'repo:acme/app:*'))], ['pass']],
    ['its pull requests', [web(GITHUB, sub(GITHUB, 'repo:acme/app:pull_request'))], ['fail']],
    [
      'any repository of an owner, from one network',
      [web(GITHUB, { ...sub(GITHUB, 'repo:acme/*'), IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
      ['pass'],
    ],
    [
      'any repository of an owner, by one workflow',
      [
        web(GITHUB, {
          StringLike: {
            [`${GITHUB}:sub`]: 'repo:acme/*',
            [`${GITHUB}:job_workflow_ref`]: 'acme/workflows/.github/workflows/deploy.yml@*',
          },
        }),
      ],
      ['pass'],
    ],
    ['strangers too, which role-trusts-any-oidc-subject tells', [web(GITHUB)], []],
    ['a cluster', [web(EKS)], ['fail']],
    ['a service account', [web(EKS, sub(EKS, 'system:serviceaccount:web:app'))], ['pass']],
    ['any workspace', [web(TERRAFORM, sub(TERRAFORM, 'organization:acme:*'))], ['fail']],
    [
      'a workspace',
      [web(TERRAFORM, sub(TERRAFORM, 'organization:acme:project:p:workspace:w:run_phase:*'))],
      ['pass'],
    ],
    ['GHE.com without a subject', [web('token.actions.acme.ghe.com')], ['fail']],
    ['one of its repositories', [web(EKS), web(GITHUB, sub(GITHUB, 'repo:acme/app:*'))], ['fail']],
    ['a provider of which we know no parts', [web('oidc.circleci.com/org/1')], []],
    ['another account', [trusts({ AWS: '444455556666' })], []],
  ])('%s', (_case, statements, expected) => {
    expect(statuses(check(statements))).toEqual(expected);
  });

  it.each([
    [
      web(GITHUB, sub(GITHUB, 'repo:acme/*')),
      'Any repository of the owner can assume helm with a token of GitHub Actions: no condition names which.',
    ],
    [
      web(GITHUB, sub(GITHUB, 'repo:acme/app:pull_request')),
      'Any pull request of acme/app can assume helm with a token of GitHub Actions: no condition names which.',
    ],
    [
      web(EKS),
      'Any pod of the cluster can assume helm with a token of Amazon EKS: no condition names which.',
    ],
  ])('says who comes, and shows the statement', (statement, description) => {
    expect(check([statement])).toMatchObject([
      { resource: HELM, evidence: { statements: [{ statement }] }, description },
    ]);
  });

  it('weighs an administrator more', () => {
    expect(check([web(EKS)], { granted: 'yes', statements: [] })).toMatchObject([{ severity: { score: 7 } }]);
    expect(check([web(EKS)])).not.toMatchObject([{ severity: {} }]);
  });

  it('is unknown when the trust policy was not sent', () => {
    expect(statuses(judge(rule, { trusts: withoutTrust(), administration: new Map() }))).toEqual(['unknown']);
  });

  it.each([
    ['strangers', web(GITHUB), ['fail'], []],
    ['an organization', web(GITHUB, sub(GITHUB, 'repo:acme/*')), ['pass'], ['fail']],
  ])('%s: one of two rules tells it', (_case, statement, ofStrangers, ofInsiders) => {
    expect(statuses(judge(anySubject, { trusts: trustsOf(statement) }))).toEqual(ofStrangers);
    expect(statuses(check([statement]))).toEqual(ofInsiders);
  });

  it('never tells a statement that iam/role-trusts-any-oidc-subject tells', () => {
    const conditions = fc.constantFrom<object | undefined>(
      undefined,
      sub(GITHUB, 'repo:acme/*'),
      sub(GITHUB, 'repo:*'),
      sub(EKS, 'system:serviceaccount:*'),
      sub(TERRAFORM, 'organization:acme:*'),
      sub(TERRAFORM, '*'),
      { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' } },
    );
    const federated = fc.uniqueArray(
      fc.constantFrom(...[GITHUB, EKS, TERRAFORM].map(provider), 'cognito-identity.amazonaws.com'),
      { minLength: 1 },
    );
    const statement = fc
      .tuple(federated, conditions)
      .map(([Federated, Condition]) => trusts({ Federated }, Condition, 'sts:AssumeRoleWithWebIdentity'));
    fc.assert(
      fc.property(
        fc.uniqueArray(statement, { minLength: 1, maxLength: 3, selector: JSON.stringify }),
        (statements) => {
          const read = trustsOf(...statements);
          const told = [
            ...judge(anySubject, { trusts: read }),
            ...judge(rule, { trusts: read, administration: new Map() }),
          ].flatMap((verdict) =>
            verdict.status === 'fail'
              ? Object.values(verdict.evidence)
                  .flat()
                  .map((statement) => JSON.stringify(statement))
              : [],
          );
          expect(new Set(told).size).toBe(told.length);
        },
      ),
    );
  });
});
