import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-trusts-account-without-external-id.ts';
import type { Home } from '../../../src/policy/outside/outsider.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { HELM, trusts, trustsIn, withoutTrust } from './trusts.fixture.ts';

const MANAGEMENT = '999988887777';
const SIBLING = '222233334444';
const VENDOR = '444455556666';
const organizationId = 'o-mine567890';

/** What an account knows by its position. */
const positions = {
  management: {
    accountId: ACCOUNT,
    organizationId,
    organizationAccounts: new Set([ACCOUNT, SIBLING, MANAGEMENT]),
  },
  member: { accountId: ACCOUNT, organizationId },
  standalone: { accountId: ACCOUNT, organizationAccounts: new Set([ACCOUNT]) },
} satisfies Record<string, Home>;

const check = (position: keyof typeof positions, ...statements: object[]) =>
  judge(rule, {
    roles: {
      trusts: trustsIn(positions[position], ...statements),
      organizationId: position === 'standalone' ? undefined : organizationId,
      managementAccountId: position === 'standalone' ? undefined : MANAGEMENT,
    },
  });

const id = { StringEquals: { 'sts:ExternalId': 'x' } };
const ofOrganization = (value: string) => ({ StringEquals: { 'aws:PrincipalOrgID': value } });

describe('iam/role-trusts-account-without-external-id', () => {
  it.each<[keyof typeof positions, string, object[], string[]]>([
    ['management', 'a vendor', [trusts({ AWS: VENDOR })], ['fail']],
    ['management', 'a role of a vendor', [trusts({ AWS: `arn:aws:iam::${VENDOR}:role/r` })], ['fail']],
    ['management', 'a vendor with external ID', [trusts({ AWS: VENDOR }, id)], ['pass']],
    [
      'management',
      'a vendor with any external ID',
      [trusts({ AWS: VENDOR }, { StringLike: { 'sts:ExternalId': '*' } })],
      ['fail'],
    ],
    [
      'management',
      'one of two vendors with external ID',
      [trusts({ AWS: VENDOR }, id), trusts({ AWS: '555566667777' })],
      ['fail'],
    ],
    ['management', 'an account of the organization', [trusts({ AWS: SIBLING })], []],
    [
      'management',
      'a vendor that must be of the organization',
      [trusts({ AWS: VENDOR }, ofOrganization(organizationId))],
      [],
    ],
    ['management', 'another organization', [trusts('*', ofOrganization('o-other12345'))], ['fail']],
    ['management', 'the own organization', [trusts('*', ofOrganization(organizationId))], []],
    ['management', 'the own account', [trusts({ AWS: ACCOUNT })], []],
    ['management', 'a service', [trusts({ Service: 'ec2.amazonaws.com' })], []],
    ['management', 'anyone, whom role-trusts-anyone reports', [trusts('*')], []],
    ['member', 'an account', [trusts({ AWS: VENDOR })], ['unknown']],
    ['member', 'an account with external ID', [trusts({ AWS: VENDOR }, id)], ['pass']],
    ['member', 'the management account', [trusts({ AWS: MANAGEMENT })], []],
    ['member', 'another organization', [trusts('*', ofOrganization('o-other12345'))], ['fail']],
    [
      'member',
      'an account that must be of the organization',
      [trusts({ AWS: VENDOR }, ofOrganization(organizationId))],
      [],
    ],
    ['standalone', 'another account', [trusts({ AWS: SIBLING })], ['fail']],
    ['standalone', 'another account with external ID', [trusts({ AWS: SIBLING }, id)], ['pass']],
    ['standalone', 'a principal that is none', [trusts({ AWS: 'arn:aws:iam::*:root' })], ['unknown']],
  ])('%s: %s', (position, _case, statements, expected) => {
    expect(statuses(check(position, ...statements))).toEqual(expected);
  });

  it('names the account, and the statement', () => {
    expect(check('management', trusts({ AWS: VENDOR }))).toMatchObject([
      {
        resource: HELM,
        evidence: { statements: [{ statement: trusts({ AWS: VENDOR }) }] },
        description: `helm can be assumed from outside the organization by account ${VENDOR}, without an external ID.`,
      },
    ]);
  });

  it('says in a member account who could tell', () => {
    expect(check('member', trusts({ AWS: VENDOR }))).toMatchObject([
      {
        reason: `only the management account ${MANAGEMENT} and delegated administrators can tell whether account ${VENDOR} belongs to the organization ${organizationId}`,
      },
    ]);
  });

  it('is unknown when the trust policy was not sent', () => {
    const roles = { trusts: withoutTrust(), organizationId: undefined, managementAccountId: undefined };
    expect(statuses(judge(rule, { roles }))).toEqual(['unknown']);
  });
});
