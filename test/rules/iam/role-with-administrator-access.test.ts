import { describe, expect, it } from 'vitest';
import inlineRule from '../../../rules/iam/inline-policy-grants-full-admin.ts';
import rule from '../../../rules/iam/role-with-administrator-access.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { IamRole } from '../../../src/services/iam/authorization-details.ts';
import { administratorAccess, policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { roleTrustsOf } from '../../../src/services/iam/role-trust.ts';
import { ACCOUNT, judge, NOW, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
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
import { MFA, writtenIn } from './written.fixture.ts';

type Position = Parameters<typeof rule.check>[0]['position'];

const admin = { AttachedManagedPolicies: [attached('AdministratorAccess')] };
const service = trust(trusts({ Service: 'ec2.amazonaws.com' }));
const web = (provider: string, action: string) =>
  trust(trusts({ Federated: `arn:aws:iam::${ACCOUNT}:${provider}` }, undefined, action));

const MANAGEMENT = '999988887777';
const organization = {
  Id: 'o-mine',
  Arn: undefined,
  FeatureSet: 'ALL' as const,
  MasterAccountId: MANAGEMENT,
  MasterAccountArn: undefined,
};
const member: Position = { ok: true, value: { kind: 'member', organization } };
const denied: Position = {
  ok: false,
  error: new ReadError('organizations:DescribeOrganization is denied', {
    kind: 'denied',
    action: 'organizations:DescribeOrganization',
    accountId: ACCOUNT,
    region: 'us-east-1',
  }),
};

function detailsWith(role: Partial<IamRole>) {
  return detailsOf({
    RoleDetailList: [roleOf(role)],
    Policies: [administratorPolicy, policyOf('limit', { ...ADMINISTRATOR, Action: 's3:*' })],
  });
}

function check(role: Partial<IamRole>, position: Position = { ok: true, value: { kind: 'standalone' } }) {
  const details = detailsWith(role);
  const holders = policyHoldersOf(details);
  return judge(rule, {
    trusts: roleTrustsOf(details, { accountId: ACCOUNT }),
    administration: new Map(
      holders.roles.map((holder) => [holder.detail.Arn, administratorAccess(holder, NOW)]),
    ),
    holders,
    position,
  });
}

const OURS = 'iam/role-with-administrator-access';
const INLINE = 'iam/inline-policy-grants-full-admin';

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

  const CDK = `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`;
  const management = trust(trusts({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }));
  const cloudFormation = trust(trusts({ Service: 'cloudformation.amazonaws.com' }));

  it.each<[string, Partial<IamRole>, Position, number | undefined]>([
    ['made with the account', { RoleName: 'OrganizationAccountAccessRole', ...management }, member, 1.5],
    ['of Control Tower', { RoleName: 'AWSControlTowerExecution', ...management }, member, 1.5],
    ['of StackSets', { RoleName: 'stacksets-exec-0123456789abcdef', ...management }, member, 1.5],
    ['of the CDK', { RoleName: CDK, ...cloudFormation }, denied, 1.5],
    ['with a name of its own', { RoleName: 'helm', ...management }, member, undefined],
    [
      'open to another account by that name',
      { RoleName: 'OrganizationAccountAccessRole', ...trust(trusts({ AWS: '444455556666' })) },
      member,
      undefined,
    ],
    [
      'open to another account too',
      { RoleName: 'OrganizationAccountAccessRole', ...trust(trusts({ AWS: [MANAGEMENT, '444455556666'] })) },
      member,
      undefined,
    ],
    [
      'in an organization that may not be read',
      { RoleName: 'OrganizationAccountAccessRole', ...management },
      denied,
      undefined,
    ],
    ['of the CDK, open to a pipeline elsewhere', { RoleName: CDK, ...service }, member, undefined],
  ])('weighs a role %s', (_case, role, position, score) => {
    const [verdict] = check({ ...admin, ...role }, position);
    expect(verdict).toMatchObject({ status: 'fail' });
    expect(verdict && 'severity' in verdict ? verdict.severity?.score : undefined).toBe(score);
  });

  it.each<[string, object, string]>([
    ['anyone', trusts('*'), 'internet'],
    ['another account', trusts({ AWS: '444455556666' }), 'other-account'],
    ['a service', trusts({ Service: 'ec2.amazonaws.com' }), 'inside'],
    [
      'a service and another account',
      trusts({ AWS: '444455556666', Service: 'ec2.amazonaws.com' }),
      'other-account',
    ],
    [
      'strangers at a provider',
      trusts(
        { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        undefined,
        'sts:AssumeRoleWithWebIdentity',
      ),
      'internet',
    ],
  ])('says how far it is open: %s', (_case, statement, exposure) => {
    expect(check({ ...admin, ...trust(statement) })).toMatchObject([{ exposure }]);
  });

  it.each<[string, Partial<IamRole>, string[], string[]]>([
    ['for a service', service, [INLINE], [OURS]],
    ['for another account', trust(trusts({ AWS: '444455556666' })), [INLINE, OURS], []],
    ['for a service, and an attached policy', { ...admin, ...service }, [INLINE, OURS], []],
  ])('is told by an inline policy that gives it all: %s', (_case, role, findings, absorbed) => {
    const inlined = { RolePolicyList: [inline('all', ADMINISTRATOR)], ...role };
    const { RoleDetailList, Policies } = detailsWith(inlined);
    const report = reportOfVerdicts(
      { ruleId: OURS, verdicts: check(inlined) },
      { ruleId: INLINE, verdicts: judge(inlineRule, writtenIn({ RoleDetailList, Policies })) },
    );
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(findings);
    expect(report.absorbed.map(({ ruleId }) => ruleId)).toEqual(absorbed);
  });

  it('leaves a harmless inline policy alone', () => {
    const harmless = writtenIn({
      RoleDetailList: [roleOf({ RolePolicyList: [inline('s3', { ...ADMINISTRATOR, Action: 's3:*' })] })],
    });
    expect(statuses(judge(inlineRule, harmless))).toEqual(['pass']);
  });
});
