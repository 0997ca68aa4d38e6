import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/user-with-direct-policies.ts';
import type { IamUser } from '../../../src/services/iam/authorization-details.ts';
import { judge, statuses } from '../../support/judge.ts';
import { attached, detailsOf, userOf } from './readings.fixture.ts';

const inline = { PolicyName: 'own', PolicyDocument: '%7B%7D' };

describe('iam/user-with-direct-policies', () => {
  it.each<[string, Partial<IamUser>, string]>([
    ['groups only', { GroupList: ['crew'] }, 'pass'],
    ['attached', { AttachedManagedPolicies: [attached('ReadOnlyAccess')] }, 'fail'],
    ['inline', { UserPolicyList: [inline] }, 'fail'],
    ['quarantined by AWS', { AttachedManagedPolicies: [attached('AWSCompromisedKeyQuarantineV2')] }, 'pass'],
    ['attached policies not told', { AttachedManagedPolicies: undefined }, 'unknown'],
    ['inline policies not told', { UserPolicyList: undefined }, 'unknown'],
    ['inline, attached not told', { AttachedManagedPolicies: undefined, UserPolicyList: [inline] }, 'fail'],
  ])('%s', (_case, changes, status) => {
    expect(statuses(judge(rule, { details: detailsOf({ UserDetailList: [userOf(changes)] }) }))).toEqual([
      status,
    ]);
  });

  it('names the policies', () => {
    const user = userOf({
      Tags: [{ Key: 'team', Value: 'deck' }],
      AttachedManagedPolicies: [attached('ReadOnlyAccess')],
      UserPolicyList: [inline],
    });
    expect(judge(rule, { details: detailsOf({ UserDetailList: [user] }) })).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:user/ann', tags: { team: 'deck' } },
        evidence: {
          AttachedManagedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
          UserPolicyList: ['own'],
        },
      },
    ]);
  });
});
