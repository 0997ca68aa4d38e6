import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/user-credential-exposed.ts';
import type { AuthorizationDetails, IamUser } from '../../../src/services/iam/authorization-details.ts';
import { judge, statuses } from '../../support/judge.ts';
import { attached, detailsOf, groupOf, userOf } from './readings.fixture.ts';

const check = (user: Partial<IamUser>, rest: Partial<AuthorizationDetails> = {}) =>
  statuses(judge(rule, { details: detailsOf({ UserDetailList: [userOf(user)], ...rest }) }));

describe('iam/user-credential-exposed', () => {
  it.each([
    ['AWSCompromisedKeyQuarantine', 'fail'],
    ['AWSCompromisedKeyQuarantineV2', 'fail'],
    ['AWSCompromisedKeyQuarantineV3', 'fail'],
    ['AWSCompromisedKeyQuarantineV12', 'fail'],
    ['ReadOnlyAccess', 'pass'],
  ])('%s: %s', (name, status) => {
    expect(check({ AttachedManagedPolicies: [attached(name)] })).toEqual([status]);
  });

  it('knows the policy in every partition, and not by a name that anybody can take', () => {
    const own = {
      PolicyName: 'AWSCompromisedKeyQuarantineV2',
      PolicyArn: 'arn:aws:iam::111122223333:policy/AWSCompromisedKeyQuarantineV2',
    };
    expect(check({ AttachedManagedPolicies: [own] })).toEqual(['pass']);
    expect(check({ AttachedManagedPolicies: [attached('AWSCompromisedKeyQuarantineV2', 'aws-cn')] })).toEqual(
      ['fail'],
    );
  });

  it('looks at the groups of the user', () => {
    const crew = groupOf({ AttachedManagedPolicies: [attached('AWSCompromisedKeyQuarantineV3')] });
    const user = { GroupList: ['crew'] };
    expect(check(user, { GroupDetailList: [crew] })).toEqual(['fail']);
    expect(check(user, { GroupDetailList: [groupOf()] })).toEqual(['pass']);
    expect(check(user, { GroupDetailList: [groupOf({ AttachedManagedPolicies: undefined })] })).toEqual([
      'unknown',
    ]);
    expect(check(user)).toEqual(['unknown']);
  });

  it('is unknown where AWS did not list the policies or groups', () => {
    expect(check({ AttachedManagedPolicies: undefined })).toEqual(['unknown']);
    expect(check({ GroupList: undefined })).toEqual(['unknown']);
  });
});
