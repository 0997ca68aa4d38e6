import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/users-instead-of-identity-center.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { RoleTrust } from '../../../src/services/iam/role-trust.ts';
import { judge } from '../../support/judge.ts';
import { ago, type Row, reportOf } from './readings.fixture.ts';
import { trusts, trustsOf, withoutTrust } from './trusts.fixture.ts';

const denied = new ReadError('sso:ListInstances is denied', {
  kind: 'denied',
  action: 'sso:ListInstances',
  accountId: '111122223333',
  region: 'eu-west-1',
});
const none = { region: 'us-east-1', answer: { ok: true, value: [] } } as const;
const refused = { region: 'eu-west-1', answer: { ok: false, error: denied } } as const;
const instance = {
  region: 'eu-west-1',
  answer: { ok: true, value: [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1' }] },
} as const;
const saml = { Arn: 'arn:aws:iam::111122223333:saml-provider/corp' };
const person: Row = { password_enabled: 'true' };

type Instances = readonly (typeof none | typeof refused | typeof instance)[];
const trustsSaml = trustsOf(trusts({ Federated: saml.Arn }, undefined, 'sts:AssumeRoleWithSAML'));
const check = (
  row: Row,
  instances: Instances,
  providers: readonly (typeof saml)[] = [],
  roles: readonly RoleTrust[] = trustsSaml,
) =>
  judge(rule, {
    trusts: roles,
    report: reportOf(row),
    providers: [...providers],
    instances: instances.map(({ region, answer }) => ({
      region,
      answer: answer.ok ? { ok: true, value: [...answer.value] } : answer,
    })),
  });

describe('iam/users-instead-of-identity-center', () => {
  it.each<[string, Row, Instances, (typeof saml)[], string]>([
    ['a person, and an instance', person, [none, instance], [], 'fail'],
    ['a person, and a SAML provider', person, [none], [saml], 'fail'],
    ['a person, and nothing else to sign in through', person, [none], [], 'notApplicable'],
    ['no person', {}, [none, instance], [saml], 'pass'],
    ['a person, and a Region that does not tell', person, [none, refused], [], 'unknown'],
    ['a person, an instance, and a Region that does not tell', person, [refused, instance], [], 'fail'],
    ['no person, and a Region that does not tell', {}, [refused], [], 'pass'],
    ['perhaps a person', { password_enabled: '' }, [instance], [], 'unknown'],
  ])('%s', (_case, row, instances, providers, status) => {
    expect(check(row, instances, providers).map((verdict) => verdict.status)).toEqual([status]);
  });

  it.each<[string, readonly RoleTrust[], string]>([
    ['no role', trustsOf(), 'notApplicable'],
    ['a role for a service', trustsOf(trusts({ Service: 'ec2.amazonaws.com' })), 'notApplicable'],
    [
      'a role for another provider',
      trustsOf(trusts({ Federated: `${saml.Arn}2` }, undefined, 'sts:AssumeRoleWithSAML')),
      'notApplicable',
    ],
    ['a role for the provider', trustsSaml, 'fail'],
    ['a role of which AWS did not say whom it trusts', withoutTrust(), 'unknown'],
  ])('a SAML provider counts where a role trusts it: %s', (_case, roles, status) => {
    expect(check(person, [none], [saml], roles)).toMatchObject([{ status }]);
  });

  it('carries the error of the Region that does not tell', () => {
    expect(check(person, [refused])).toMatchObject([
      { resource: { type: 'AwsIamUser' }, error: { action: 'sso:ListInstances' } },
    ]);
  });

  it.each<[string, Row]>([
    [
      'ann has a console password, though people can sign in through Identity Center.',
      { password_last_used: ago(3) },
    ],
    [
      'ann has a console password that was never used, though people can sign in through Identity Center.',
      { password_last_used: 'no_information' },
    ],
  ])('%s', (description, row) => {
    expect(check({ ...person, ...row }, [instance])).toMatchObject([{ description }]);
  });

  it('blames the user, and says where people could sign in', () => {
    expect(check(person, [instance], [saml])).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann' },
        evidence: {
          password_enabled: true,
          Instances: ['arn:aws:sso:::instance/ssoins-1'],
          SAMLProviderList: [saml.Arn],
        },
      },
    ]);
  });
});
