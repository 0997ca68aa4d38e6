import { describe, expect, it } from 'vitest';
import rule from '../../../rules/account/outside-organization.ts';
import { judge } from '../../support/judge.ts';

const resource = { type: 'AwsAccount', id: 'arn:aws:iam::111122223333:root' };

describe('account/outside-organization', () => {
  it('fails for an account on its own', () => {
    expect(judge(rule, { organization: undefined })).toMatchObject([{ status: 'fail', resource }]);
  });

  it('passes in an organization, whichever its features', () => {
    const organization = {
      Id: 'o-1',
      Arn: 'arn:aws:organizations::444455556666:organization/o-1',
      FeatureSet: 'CONSOLIDATED_BILLING',
      MasterAccountId: '444455556666',
      MasterAccountArn: 'arn:aws:organizations::444455556666:account/o-1/444455556666',
    } as const;
    expect(judge(rule, { organization })).toEqual([
      {
        status: 'pass',
        resource,
        evidence: { Id: 'o-1', MasterAccountId: '444455556666', FeatureSet: 'CONSOLIDATED_BILLING' },
      },
    ]);
  });
});
