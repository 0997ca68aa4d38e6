import { describe, expect, it } from 'vitest';
import rule from '../../../rules/organizations/account-outside-ou.ts';
import type { OrganizationAccount } from '../../../src/services/organizations/organization.ts';
import { judge, statuses } from '../../support/judge.ts';

const root = { Id: 'r-1', Arn: 'arn:aws:organizations::111122223333:root/o-1/r-1' };

const account = (...path: string[]): OrganizationAccount => ({
  Id: '444455556666',
  Arn: 'arn:aws:organizations::111122223333:account/o-1/444455556666',
  Name: 'shop',
  State: 'ACTIVE',
  ParentId: path.at(-1) ?? '',
  path: [...path, '444455556666'],
});

describe('organizations/account-outside-ou', () => {
  it.each([
    ['under the root', account('r-1'), 'fail'],
    ['in an OU', account('r-1', 'ou-1'), 'pass'],
    ['in an OU inside an OU', account('r-1', 'ou-1', 'ou-2'), 'pass'],
  ])('an account %s', (_case, one, status) => {
    expect(statuses(judge(rule, { accounts: [one], root }))).toEqual([status]);
  });

  it('judges the member account, in its own partition', () => {
    const readings = { accounts: [account('r-1')], root };
    expect(judge(rule, readings, { account: { partition: 'aws-cn' } })).toMatchObject([
      {
        resource: { type: 'AwsAccount', id: 'arn:aws-cn:iam::444455556666:root' },
        evidence: { Id: '444455556666', ParentId: 'r-1' },
      },
    ]);
  });

  it('has nothing to say of an organization without members', () => {
    expect(judge(rule, { accounts: [], root })).toEqual([]);
  });
});
