import { describe, expect, it } from 'vitest';
import rule from '../../../rules/organizations/ou-without-scp.ts';
import type { Restriction } from '../../../src/services/organizations/service-control-policies.ts';
import { judge } from '../../support/judge.ts';

const unit = (restriction: Restriction) => ({
  Id: 'ou-1',
  Arn: 'arn:aws:organizations::111122223333:ou/o-1/ou-1',
  Name: 'workloads',
  ParentId: 'r-1',
  path: ['r-1', 'ou-1'],
  restriction,
});

const NOTHING = { accounts: [], tree: { units: [], accounts: [] }, organization: undefined };

const policy = { TargetId: 'r-1', PolicyId: 'p-1', PolicyName: 'no-leaving' };
const resource = {
  type: 'AwsOrganizationsOrganizationalUnit',
  id: 'arn:aws:organizations::111122223333:ou/o-1/ou-1',
};

describe('organizations/ou-without-scp', () => {
  it.each([
    [
      { kind: 'unrestricted', policies: [policy] },
      { status: 'fail', resource, evidence: { Id: 'ou-1', Policies: [policy] } },
    ],
    [
      { kind: 'restricted', by: policy },
      { status: 'pass', resource, evidence: { RestrictedBy: policy } },
    ],
    [
      { kind: 'unknown', because: 'the document of p-1 is not JSON' },
      { status: 'unknown', resource, reason: 'the document of p-1 is not JSON' },
    ],
  ] satisfies [Restriction, object][])('%j', (restriction, verdict) => {
    expect(judge(rule, { ...NOTHING, units: [unit(restriction)] })).toMatchObject([verdict]);
  });

  it('fails where policies are off', () => {
    const tree = { units: [unit({ kind: 'unrestricted', policies: [] })], accounts: [] };
    expect(judge(rule, { ...NOTHING, units: undefined, tree })).toMatchObject([
      {
        status: 'fail',
        resource,
        description: 'The organization has service control policies not enabled: none restricts workloads.',
      },
    ]);
  });

  it('has nothing to say without OUs', () => {
    expect(judge(rule, { ...NOTHING, units: [] })).toEqual([]);
  });
});
