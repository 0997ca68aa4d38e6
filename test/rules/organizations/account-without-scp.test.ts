import { describe, expect, it } from 'vitest';
import rule from '../../../rules/organizations/account-without-scp.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { Restriction } from '../../../src/services/organizations/service-control-policies.ts';
import { judge } from '../../support/judge.ts';

const account = (restriction: Restriction) => ({
  Id: '444455556666',
  Arn: 'arn:aws:organizations::111122223333:account/o-1/444455556666',
  Name: 'shop',
  State: 'ACTIVE' as const,
  ParentId: 'r-1',
  path: ['r-1', '444455556666'],
  restriction,
});

const policy = { TargetId: 'r-1', PolicyId: 'p-1', PolicyName: 'no-leaving' };
const resource = { type: 'AwsAccount', id: 'arn:aws:iam::444455556666:root' };

describe('organizations/account-without-scp', () => {
  it('fails for an account that nothing restricts, and shows what is attached', () => {
    const accounts = [account({ kind: 'unrestricted', policies: [policy] })];
    expect(judge(rule, { accounts, members: [], organization: undefined })).toMatchObject([
      {
        status: 'fail',
        resource,
        evidence: { Id: '444455556666', State: 'ACTIVE', Policies: [policy] },
        description: 'Every service control policy on the way from the root to shop allows everything.',
      },
    ]);
  });

  it('passes for a restricted one, and shows by what', () => {
    const accounts = [account({ kind: 'restricted', by: policy })];
    expect(judge(rule, { accounts, members: [], organization: undefined })).toMatchObject([
      { status: 'pass', resource, evidence: { RestrictedBy: policy } },
    ]);
  });

  it('is milder where no more than a named role is bound, and names it', () => {
    const binds = ['arn:aws:iam::*:role/deploy'];
    const accounts = [account({ kind: 'narrow', by: policy, binds })];
    expect(judge(rule, { accounts, members: [], organization: undefined })).toMatchObject([
      {
        status: 'fail',
        severity: { score: 5 },
        evidence: { Policy: policy, PrincipalArn: binds },
        description:
          'The service control policies on the way from the root to shop bind nobody but arn:aws:iam::*:role/deploy.',
      },
    ]);
  });

  it('is unknown with the error, or the reason', () => {
    const error = new ReadError('organizations:DescribePolicy is denied', {
      kind: 'denied',
      action: 'organizations:DescribePolicy',
      accountId: '111122223333',
      region: 'us-east-1',
    });
    const accounts = [
      account({ kind: 'unknown', because: error }),
      account({ kind: 'unknown', because: 'the document of p-1 is not JSON' }),
    ];
    expect(judge(rule, { accounts, members: [], organization: undefined })).toMatchObject([
      { status: 'unknown', resource, error },
      { status: 'unknown', resource, reason: 'the document of p-1 is not JSON' },
    ]);
  });

  it('fails where policies are off, which organizations/scp-disabled tells', () => {
    const members = [account({ kind: 'unrestricted', policies: [] })];
    const organization = {
      Id: 'o-1',
      Arn: 'arn:aws:organizations::111122223333:organization/o-1',
      FeatureSet: 'ALL' as const,
      MasterAccountId: '111122223333',
      MasterAccountArn: undefined,
    };
    expect(judge(rule, { accounts: undefined, members, organization })).toMatchObject([
      {
        status: 'fail',
        resource,
        evidence: { Id: '444455556666', Policies: [] },
        description: 'The organization has service control policies not enabled: none restricts shop.',
        toldBy: { rule: 'organizations/scp-disabled', resource: organization.Arn },
      },
    ]);
  });

  it('has nothing to say of an organization without members', () => {
    expect(judge(rule, { accounts: [], members: [], organization: undefined })).toEqual([]);
  });
});
