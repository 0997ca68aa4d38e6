import { describe, expect, it } from 'vitest';
import rule from '../../../rules/identity-center/administrator-assigned-to-user.ts';
import type { AssignedSet } from '../../../src/services/identity-center/permission-sets.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ARN, assignedSet, perhaps, refused } from './sets.fixture.ts';

const check = (changes: Partial<AssignedSet>) =>
  judge(rule, { administrators: { kind: 'read', sets: [assignedSet(changes)] } });

const to = (
  PrincipalType: 'USER' | 'GROUP' | undefined,
  PrincipalId = 'p-1',
  AccountId = '111122223333',
) => ({
  AccountId,
  PermissionSetArn: ARN,
  PrincipalType,
  PrincipalId,
});
const unread = refused('sso:ListAccountAssignments');
const denied = { ok: false, error: refused('sso:ListManagedPoliciesInPermissionSet') } as const;

describe('identity-center/administrator-assigned-to-user', () => {
  it.each<[string, Partial<AssignedSet>, string]>([
    ['nobody', {}, 'pass'],
    ['a group', { AccountAssignments: [to('GROUP')] }, 'pass'],
    ['a user', { AccountAssignments: [to('USER')] }, 'fail'],
    ['a user beside a group', { AccountAssignments: [to('GROUP'), to('USER')] }, 'fail'],
    ['not told whom', { AccountAssignments: [to(undefined)] }, 'unknown'],
    ['a user, and accounts that do not tell', { AccountAssignments: [to('USER')], unread }, 'fail'],
    ['a group, and accounts that do not tell', { AccountAssignments: [to('GROUP')], unread }, 'unknown'],
    [
      'a user who is perhaps an administrator',
      { AccountAssignments: [to('USER')], access: perhaps },
      'unknown',
    ],
    [
      'a group that is perhaps administrators',
      { AccountAssignments: [to('GROUP')], access: perhaps },
      'pass',
    ],
    ['policies denied', { AccountAssignments: [to('USER')], access: denied }, 'unknown'],
    ['policies denied, assigned to nobody', { access: denied }, 'unknown'],
    [
      'a user of a set without description',
      {
        AccountAssignments: [to('USER')],
        description: { ok: false, error: refused('sso:DescribePermissionSet') },
      },
      'fail',
    ],
  ])('%s', (_case, changes, status) => {
    expect(statuses(check(changes))).toEqual([status]);
  });

  it('names the users with their accounts, and counts each once', () => {
    const assignments = [to('USER'), to('USER', 'p-1', '222233334444'), to('USER', 'p-2')];
    expect(check({ AccountAssignments: [...assignments, to('GROUP', 'g-1')] })).toMatchObject([
      {
        resource: { type: 'AwsSsoPermissionSet', id: ARN, region: 'eu-west-1' },
        evidence: { Name: 'Admin', AccountAssignments: assignments },
        description: 'Admin is assigned directly to 2 users.',
      },
    ]);
  });

  it('carries the error', () => {
    expect(check({ unread })).toMatchObject([{ error: { action: 'sso:ListAccountAssignments' } }]);
  });

  it('is not applicable where another account administers Identity Center', () => {
    const administrators = { kind: 'none', reason: 'only the management account' } as const;
    expect(statuses(judge(rule, { administrators }))).toEqual(['notApplicable']);
  });
});
