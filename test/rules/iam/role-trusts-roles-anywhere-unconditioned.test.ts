import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-trusts-roles-anywhere-unconditioned.ts';
import { judge, statuses } from '../../support/judge.ts';
import { HELM, trusts, trustsOf, withoutTrust } from './trusts.fixture.ts';

const anywhere = (Condition?: object) => trusts({ Service: 'rolesanywhere.amazonaws.com' }, Condition);
const check = (...statements: object[]) => judge(rule, { trusts: trustsOf(...statements) });
const anchor = (id: string) => `arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/${id}`;

describe('iam/role-trusts-roles-anywhere-unconditioned', () => {
  it.each<[string, object[], string[]]>([
    ['no condition', [anywhere()], ['fail']],
    ['a trust anchor', [anywhere({ ArnEquals: { 'aws:SourceArn': anchor('a1b2') } })], ['pass']],
    ['any trust anchor', [anywhere({ ArnLike: { 'aws:SourceArn': anchor('*') } })], ['fail']],
    ['the account alone', [anywhere({ StringEquals: { 'aws:SourceAccount': '111122223333' } })], ['fail']],
    ['a subject', [anywhere({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'app' } })], ['pass']],
    [
      'an alternative name',
      [anywhere({ StringLike: { 'aws:PrincipalTag/x509SAN/DNS': '*.acme.example' } })],
      ['pass'],
    ],
    ['an issuer', [anywhere({ StringEquals: { 'aws:PrincipalTag/x509Issuer/CN': 'Acme' } })], ['pass']],
    ['any subject', [anywhere({ StringLike: { 'aws:PrincipalTag/x509Subject/CN': '*' } })], ['fail']],
    ['not a subject', [anywhere({ StringNotEquals: { 'aws:PrincipalTag/x509Subject/CN': 'x' } })], ['fail']],
    ['another tag', [anywhere({ StringEquals: { 'aws:PrincipalTag/team': 'x' } })], ['fail']],
    ['a common name', [anywhere({ StringEquals: { 'sts:SourceIdentity': 'CN=app' } })], ['pass']],
    [
      'one statement with, one without',
      [anywhere({ ArnEquals: { 'aws:SourceArn': anchor('a1b2') } }), anywhere()],
      ['fail'],
    ],
    [
      'a Deny of other anchors',
      [anywhere(), { ...anywhere({ ArnNotEquals: { 'aws:SourceArn': anchor('a1b2') } }), Effect: 'Deny' }],
      ['pass'],
    ],
    ['another service', [trusts({ Service: 'ec2.amazonaws.com' })], []],
  ])('%s', (_case, statements, expected) => {
    expect(statuses(check(...statements))).toEqual(expected);
  });

  it('shows the statement', () => {
    expect(check(anywhere())).toMatchObject([
      {
        resource: HELM,
        evidence: { statements: [{ statement: anywhere() }] },
        description:
          'Any certificate of any trust anchor of the account can assume helm: no condition names an anchor or a certificate.',
      },
    ]);
  });

  it('is unknown when the trust policy was not sent', () => {
    expect(statuses(judge(rule, { trusts: withoutTrust() }))).toEqual(['unknown']);
  });
});
