import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/outsider-reads-everything.ts';
import administratorRule from '../../../rules/iam/role-with-administrator-access.ts';
import type { Home } from '../../../src/policy/outside/outsider.ts';
import type { AdministratorAccess } from '../../../src/services/iam/policy-holders.ts';
import type { DataAccess } from '../../../src/services/iam/role-data-access.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { HELM, trusts, trustsIn, trustsOf, withoutTrust } from './trusts.fixture.ts';

const MANAGEMENT = '999988887777';
const VENDOR = '444455556666';
const alone: Home = { accountId: ACCOUNT, organizationAccounts: new Set([ACCOUNT]) };
const member: Home = { accountId: ACCOUNT, organizationId: 'o-mine567890' };

const EVERYTHING: DataAccess = {
  granted: 'yes',
  stores: ['objects in S3', 'items in DynamoDB', 'secrets'],
  statements: [],
};
const NOTHING: DataAccess = { granted: 'no' };
const UNREAD: DataAccess = { granted: 'unknown', reason: 'AWS did not send the policy p' };

function check(
  statements: object[],
  access: DataAccess | undefined,
  { home = alone, admin = { granted: 'no' } }: { home?: Home; admin?: AdministratorAccess } = {},
) {
  const inOrganization = home === member;
  return judge(rule, {
    roles: {
      trusts: trustsIn(home, ...statements),
      organizationId: home.organizationId,
      managementAccountId: inOrganization ? MANAGEMENT : undefined,
    },
    access: new Map(access && [[HELM.id, access]]),
    administration: new Map([[HELM.id, admin]]),
  });
}

const vendor = trusts({ AWS: VENDOR }, { StringEquals: { 'sts:ExternalId': 'x' } });

const OURS = 'iam/outsider-reads-everything';

describe('iam/outsider-reads-everything', () => {
  it.each<[string, object[], DataAccess | undefined, string[]]>([
    ['a vendor, everything', [vendor], EVERYTHING, ['fail']],
    ['a vendor, less', [vendor], NOTHING, ['pass']],
    ['a vendor, policies not sent', [vendor], UNREAD, ['unknown']],
    ['a vendor, policies not described', [vendor], undefined, ['unknown']],
    ['a service', [trusts({ Service: 'ec2.amazonaws.com' })], EVERYTHING, []],
    ['the own account', [trusts({ AWS: ACCOUNT })], undefined, []],
    ['anyone, whom role-trusts-anyone reports', [trusts('*')], EVERYTHING, []],
    [
      'another organization',
      [trusts('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-other12345' } })],
      EVERYTHING,
      ['fail'],
    ],
  ])('%s', (_case, statements, access, expected) => {
    expect(statuses(check(statements, access))).toEqual(expected);
  });

  it.each<[string, object[], DataAccess, string[]]>([
    ['an account that may be of the organization', [vendor], EVERYTHING, ['unknown']],
    ['an account that may be of the organization, less', [vendor], NOTHING, ['pass']],
    ['the management account', [trusts({ AWS: MANAGEMENT })], EVERYTHING, []],
  ])('in a member account: %s', (_case, statements, access, expected) => {
    expect(statuses(check(statements, access, { home: member }))).toEqual(expected);
  });

  it('is told by role-with-administrator-access of an administrator, which may read everything too', () => {
    const admin: AdministratorAccess = { granted: 'yes', statements: [] };
    const ours = { ruleId: OURS, verdicts: check([vendor], EVERYTHING, { admin }) };
    const administrator = (access: AdministratorAccess) => ({
      ruleId: 'iam/role-with-administrator-access',
      verdicts: judge(administratorRule, {
        trusts: trustsOf(vendor),
        administration: new Map([[HELM.id, access]]),
        holders: { users: [], roles: [], groups: [], managed: new Map() },
        position: { ok: true, value: { kind: 'standalone' } },
      }),
    });
    const together = reportOfVerdicts(ours, administrator(admin));
    expect(together.findings).toMatchObject([{ ruleId: 'iam/role-with-administrator-access' }]);
    expect(together.absorbed).toMatchObject([{ ruleId: OURS }]);
    expect(reportOfVerdicts(ours).findings).toMatchObject([{ ruleId: OURS, severity: { score: 5 } }]);
    const reader = { ruleId: OURS, verdicts: check([vendor], EVERYTHING) };
    expect(reportOfVerdicts(reader, administrator({ granted: 'no' })).findings).toMatchObject([
      { ruleId: OURS, severity: { score: 6 } },
    ]);
  });

  it('says what is read, and by whom', () => {
    expect(check([vendor], EVERYTHING)).toMatchObject([
      {
        resource: HELM,
        evidence: {
          AssumeRolePolicyDocument: { statements: [{ statement: vendor }] },
          reads: ['objects in S3', 'items in DynamoDB', 'secrets'],
        },
        description: `helm can read all objects in S3, items in DynamoDB and secrets of the account, and account ${VENDOR} can assume it.`,
      },
    ]);
  });

  it('is unknown when the trust policy was not sent', () => {
    const roles = { trusts: withoutTrust(), organizationId: undefined, managementAccountId: undefined };
    expect(statuses(judge(rule, { roles, access: new Map(), administration: new Map() }))).toEqual([
      'unknown',
    ]);
  });
});
