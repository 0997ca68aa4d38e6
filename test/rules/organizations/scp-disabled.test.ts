import { describe, expect, it } from 'vitest';
import rule from '../../../rules/organizations/scp-disabled.ts';
import { judge, statuses } from '../../support/judge.ts';

type Readings = Parameters<typeof rule.check>[0];

const organization = (FeatureSet: 'ALL' | 'CONSOLIDATED_BILLING'): Readings['organization'] => ({
  Id: 'o-1',
  Arn: 'arn:aws:organizations::111122223333:organization/o-1',
  FeatureSet,
  MasterAccountId: '111122223333',
  MasterAccountArn: undefined,
});

const root = (PolicyTypes: Readings['root']['PolicyTypes']): Readings['root'] => ({
  Id: 'r-1',
  Arn: 'arn:aws:organizations::111122223333:root/o-1/r-1',
  ...(PolicyTypes === undefined ? {} : { PolicyTypes }),
});

const scps = (Status: 'ENABLED' | 'PENDING_ENABLE' | 'PENDING_DISABLE') => [
  { Type: 'TAG_POLICY' as const, Status: 'ENABLED' as const },
  { Type: 'SERVICE_CONTROL_POLICY' as const, Status },
];

describe('organizations/scp-disabled', () => {
  it.each([
    ['enabled', scps('ENABLED'), 'pass'],
    ['not yet enabled', scps('PENDING_ENABLE'), 'fail'],
    ['on the way out', scps('PENDING_DISABLE'), 'fail'],
    ['no policy type enabled', [], 'fail'],
    ['only another type enabled', scps('ENABLED').slice(0, 1), 'fail'],
    ['not told', undefined, 'unknown'],
  ])('%s', (_case, types, status) => {
    expect(statuses(judge(rule, { organization: organization('ALL'), root: root(types) }))).toEqual([status]);
  });

  it('gives the command that enables them', () => {
    expect(judge(rule, { organization: organization('ALL'), root: root([]) })).toMatchObject([
      {
        resource: {
          type: 'AwsOrganizationsOrganization',
          id: 'arn:aws:organizations::111122223333:organization/o-1',
        },
        commands: ['aws organizations enable-policy-type --root-id r-1 --policy-type SERVICE_CONTROL_POLICY'],
      },
    ]);
  });

  it('fails with consolidated billing only, for which there is no such command', () => {
    const [verdict] = judge(rule, { organization: organization('CONSOLIDATED_BILLING'), root: root([]) });
    expect(verdict).toMatchObject({ status: 'fail', evidence: { FeatureSet: 'CONSOLIDATED_BILLING' } });
    expect(verdict).not.toHaveProperty('commands');
  });

  it('is not applicable to an account on its own', () => {
    expect(statuses(judge(rule, { organization: undefined, root: root([]) }))).toEqual(['notApplicable']);
  });
});
