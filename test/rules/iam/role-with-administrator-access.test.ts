import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-with-administrator-access.ts';
import type { IamRole } from '../../../src/services/iam/authorization-details.ts';
import { administratorAccess, policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { roleTrustsOf } from '../../../src/services/iam/role-trust.ts';
import { ACCOUNT, judge, NOW, statuses } from '../../support/judge.ts';
import {
  ADMINISTRATOR,
  administratorPolicy,
  attached,
  detailsOf,
  inline,
  policyOf,
  roleOf,
  trust,
} from './readings.fixture.ts';
import { HELM, trusts } from './trusts.fixture.ts';
import { MFA } from './written.fixture.ts';

const admin = { AttachedManagedPolicies: [attached('AdministratorAccess')] };
const service = trust(trusts({ Service: 'ec2.amazonaws.com' }));
const web = (provider: string, action: string) =>
  trust(trusts({ Federated: `arn:aws:iam::${ACCOUNT}:${provider}` }, undefined, action));

function check(role: Partial<IamRole>) {
  const details = detailsOf({
    RoleDetailList: [roleOf(role)],
    Policies: [administratorPolicy, policyOf('limit', { ...ADMINISTRATOR, Action: 's3:*' })],
  });
  return judge(rule, {
    trusts: roleTrustsOf(details, { accountId: ACCOUNT }),
    administration: new Map(
      policyHoldersOf(details).roles.map((holder) => [holder.detail.Arn, administratorAccess(holder, NOW)]),
    ),
  });
}

describe('iam/role-with-administrator-access', () => {
  it.each<[string, Partial<IamRole>, string[]]>([
    ['a service', { ...admin, ...service }, ['fail']],
    ['a service, inline policy', { RolePolicyList: [inline('all', ADMINISTRATOR)], ...service }, ['fail']],
    [
      'a service, with MFA',
      { RolePolicyList: [inline('all', { ...ADMINISTRATOR, ...MFA })], ...service },
      ['fail'],
    ],
    ['a service, less than all', { AttachedManagedPolicies: [], ...service }, ['pass']],
    [
      'a service, within a boundary',
      {
        ...admin,
        ...service,
        PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit` },
      },
      ['pass'],
    ],
    ['another account', { ...admin, ...trust(trusts({ AWS: '444455556666' })) }, ['fail']],
    ['anyone', { ...admin, ...trust(trusts('*')) }, ['fail']],
    [
      'a pipeline elsewhere',
      { ...admin, ...web('oidc-provider/gitlab.com', 'sts:AssumeRoleWithWebIdentity') },
      ['fail'],
    ],
    ['people through SAML', { ...admin, ...web('saml-provider/corp', 'sts:AssumeRoleWithSAML') }, []],
    ['the own account', { ...admin, ...trust(trusts({ AWS: ACCOUNT })) }, []],
    ['a service-linked role', { ...admin, ...service, Path: '/aws-service-role/x.amazonaws.com/' }, []],
    ['policies not listed', { RolePolicyList: undefined, ...service }, ['unknown']],
    ['trust policy not sent', admin, ['unknown']],
    ['trust policy not sent, less than all', {}, ['pass']],
  ])('%s', (_case, role, expected) => {
    expect(statuses(check(role))).toEqual(expected);
  });

  it('says the condition, and is milder where that is MFA', () => {
    expect(
      check({ RolePolicyList: [inline('all', { ...ADMINISTRATOR, ...MFA })], ...service }),
    ).toMatchObject([
      {
        severity: { score: 3 },
        evidence: { conditions: ['Bool aws:MultiFactorAuthPresent: true'] },
        description:
          'helm has administrator access in requests with MFA, and ec2.amazonaws.com can assume it.',
      },
    ]);
  });

  it('shows who may come in, and what makes the administrator', () => {
    expect(check({ ...admin, ...service })).toMatchObject([
      {
        resource: HELM,
        evidence: {
          AssumeRolePolicyDocument: { statements: [{ statement: trusts({ Service: 'ec2.amazonaws.com' }) }] },
          statements: [{ policy: 'arn:aws:iam::aws:policy/AdministratorAccess', statement: ADMINISTRATOR }],
        },
        description: 'helm has administrator access, and ec2.amazonaws.com can assume it.',
      },
    ]);
  });

  it.each([
    ['anyone with an AWS account can assume it', undefined],
    [
      'anyone whose request meets its condition on aws:SourceIp can assume it',
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    ],
  ])('says that %s', (words, condition) => {
    expect(check({ ...admin, ...trust(trusts('*', condition)) })).toMatchObject([
      { description: `helm has administrator access, and ${words}.` },
    ]);
  });

  it('does not tell people to break the roles by which an organization works in its accounts', () => {
    expect(rule.remediation.text).toContain('OrganizationAccountAccessRole');
  });
});
