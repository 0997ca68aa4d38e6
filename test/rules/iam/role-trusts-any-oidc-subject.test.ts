import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-trusts-any-oidc-subject.ts';
import { judge, statuses } from '../../support/judge.ts';
import { HELM, trusts, trustsOf, withoutTrust } from './trusts.fixture.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const github = { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` };
const cognito = { Federated: 'cognito-identity.amazonaws.com' };
const web = (Principal: object, Condition?: object) =>
  trusts(Principal, Condition, 'sts:AssumeRoleWithWebIdentity');
const ours = { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } };
const pool = { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:1' } };

const check = (...statements: object[]) => judge(rule, { trusts: trustsOf(...statements) });

describe('iam/role-trusts-any-oidc-subject', () => {
  it.each<[string, object[], string[]]>([
    ['audience alone', [web(github, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } })], ['fail']],
    ['any repository', [web(github, { StringLike: { [`${GITHUB}:sub`]: 'repo:*' } })], ['fail']],
    ['our repositories', [web(github, ours)], ['pass']],
    ['ours in one statement, any in the next', [web(github, ours), web(github)], ['fail']],
    [
      'a Deny of all others',
      [
        web(github),
        { ...web(github, { StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }), Effect: 'Deny' },
      ],
      ['pass'],
    ],
    ['another call', [trusts(github)], []],
    ['Cognito, any pool', [web(cognito)], ['fail']],
    ['Cognito, a pool with its guests', [web(cognito, pool)], ['fail']],
    [
      'Cognito, who signed in',
      [
        web(cognito, {
          ...pool,
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        }),
      ],
      ['pass'],
    ],
    [
      'a cluster of our own',
      [web({ Federated: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A' })],
      ['pass'],
    ],
    ['no web identity', [trusts({ AWS: '444455556666' })], []],
  ])('%s', (_case, statements, expected) => {
    expect(statuses(check(...statements))).toEqual(expected);
  });

  it('names provider and claim, and shows the statement', () => {
    expect(check(web(github))).toMatchObject([
      {
        resource: HELM,
        evidence: { statements: [{ statement: web(github) }] },
        description: `Any customer of GitHub Actions can assume helm: no condition on ${GITHUB}:sub names yours.`,
      },
    ]);
  });

  it('weighs guests of the own pool less', () => {
    expect(check(web(cognito, pool))).toMatchObject([{ severity: { score: 5 } }]);
  });

  it('is unknown when the trust policy was not sent', () => {
    expect(statuses(judge(rule, { trusts: withoutTrust() }))).toEqual(['unknown']);
  });
});
