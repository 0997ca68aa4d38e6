import { describe, expect, it } from 'vitest';
import rule from '../../../rules/organizations/ou-unused.ts';
import type {
  OrganizationAccount,
  OrganizationalUnit,
} from '../../../src/services/organizations/organization.ts';
import { judge } from '../../support/judge.ts';

const unit = (Id: string, ParentId = 'r-1'): OrganizationalUnit => ({
  Id,
  Arn: `arn:aws:organizations::111122223333:ou/o-1/${Id}`,
  Name: Id,
  ParentId,
  path: ['r-1', Id],
});

const account = (ParentId: string, State: OrganizationAccount['State']): OrganizationAccount => ({
  ...unit('444455556666', ParentId),
  State,
});

const judged = (units: OrganizationalUnit[], accounts: OrganizationAccount[]) =>
  judge(rule, { tree: { units, accounts } }).map((verdict) => [
    'evidence' in verdict && verdict.evidence.Id,
    verdict.status,
  ]);

describe('organizations/ou-unused', () => {
  it('fails for an OU without account and OU, and passes for the OU around it', () => {
    expect(judged([unit('ou-1'), unit('ou-2', 'ou-1')], [])).toEqual([
      ['ou-1', 'pass'],
      ['ou-2', 'fail'],
    ]);
  });

  it('counts an account that is being closed: it is still in there', () => {
    expect(judged([unit('ou-1')], [account('ou-1', 'SUSPENDED')])).toEqual([['ou-1', 'pass']]);
  });

  it('does not count accounts elsewhere', () => {
    expect(judged([unit('ou-1')], [account('r-1', 'ACTIVE')])).toEqual([['ou-1', 'fail']]);
  });

  it('has nothing to say without OUs', () => {
    expect(judged([], [account('r-1', 'ACTIVE')])).toEqual([]);
  });
});
