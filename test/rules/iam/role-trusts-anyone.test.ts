import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-trusts-anyone.ts';
import { roleTrustsOf } from '../../../src/services/iam/role-trust.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { detailsOf, roleOf, trust } from './readings.fixture.ts';
import { HELM, trusts, trustsOf, withoutTrust } from './trusts.fixture.ts';

const equals = (key: string, value: string) => ({ StringEquals: { [key]: value } });

describe('iam/role-trusts-anyone', () => {
  it.each<[string, object[], string]>([
    ['anyone', [trusts('*')], 'fail'],
    ['any AWS principal', [trusts({ AWS: '*' })], 'fail'],
    ['anyone by another call', [trusts('*', undefined, 'sts:AssumeRoleWithWebIdentity')], 'fail'],
    ['everyone but one', [{ Effect: 'Allow', NotPrincipal: { AWS: ACCOUNT }, Action: 'sts:*' }], 'fail'],
    ['an external ID', [trusts('*', equals('sts:ExternalId', 'x'))], 'fail'],
    ['a wide condition', [trusts('*', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } })], 'fail'],
    ['a tag, which any account sets', [trusts('*', equals('aws:PrincipalTag/team', 'x'))], 'fail'],
    ['an organization', [trusts('*', equals('aws:PrincipalOrgID', 'o-mine567890'))], 'pass'],
    ['an account', [trusts('*', equals('aws:PrincipalAccount', '444455556666'))], 'pass'],
    ['a network', [trusts('*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })], 'pass'],
    [
      'a Deny of all others',
      [
        trusts('*'),
        {
          ...trusts('*', { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }),
          Effect: 'Deny',
        },
      ],
      'pass',
    ],
    ['anyone who may only tag the session', [trusts('*', undefined, 'sts:TagSession')], 'pass'],
    ['the own account', [trusts({ AWS: ACCOUNT })], 'pass'],
    ['another account', [trusts({ AWS: '444455556666' })], 'pass'],
    ['a service', [trusts({ Service: 'ec2.amazonaws.com' })], 'pass'],
    ['a principal that is none', [trusts({ AWS: 'arn:aws:iam::*:role/x' })], 'unknown'],
    ['a principal that is none, and anyone', [trusts({ AWS: ['arn:aws:iam::*:role/x', '*'] })], 'fail'],
  ])('%s', (_case, statements, status) => {
    expect(statuses(judge(rule, { trusts: trustsOf(...statements) }))).toEqual([status]);
  });

  it('shows the statement that does it, and the Deny that may take it back', () => {
    const open = trusts('*');
    const sometimes = { ...trusts('*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }), Effect: 'Deny' };
    expect(judge(rule, { trusts: trustsOf(open, sometimes) })).toMatchObject([
      {
        resource: HELM,
        evidence: {
          statements: [{ policy: 'AssumeRolePolicyDocument', statement: open }],
          unless: [{ policy: 'AssumeRolePolicyDocument', statement: sometimes }],
        },
        description: 'Anyone with an AWS account can assume helm: no condition limits who.',
      },
    ]);
  });

  it('weighs an external ID, which is no secret, a little', () => {
    expect(judge(rule, { trusts: trustsOf(trusts('*', equals('sts:ExternalId', 'x'))) })).toMatchObject([
      { status: 'fail', severity: { score: 8 } },
    ]);
  });

  it.each([
    ['not sent', {}],
    ['not JSON', { AssumeRolePolicyDocument: '%7B' }],
  ])('is unknown when the trust policy was %s', (_case, role) => {
    const readings = {
      trusts: roleTrustsOf(detailsOf({ RoleDetailList: [roleOf(role)] }), { accountId: ACCOUNT }),
    };
    expect(judge(rule, readings)).toMatchObject([
      { status: 'unknown', resource: HELM, reason: expect.stringContaining('trust policy of the role') },
    ]);
    expect(statuses(judge(rule, { trusts: withoutTrust() }))).toEqual(['unknown']);
  });

  it('leaves out service-linked roles', () => {
    const linked = roleOf({ Path: '/aws-service-role/x.amazonaws.com/', ...trust(trusts('*')) });
    const readings = roleTrustsOf(detailsOf({ RoleDetailList: [linked] }), { accountId: ACCOUNT });
    expect(judge(rule, { trusts: readings })).toEqual([]);
  });
});
