import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/no-administrator-besides-root.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { AuthorizationDetails } from '../../../src/services/iam/authorization-details.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  ADMINISTRATOR,
  administratorPolicy,
  attached,
  detailsOf,
  groupOf,
  inline,
  roleOf,
  trust,
  userOf,
} from './readings.fixture.ts';

const error = new ReadError('sso:ListInstances is denied', {
  kind: 'denied',
  action: 'sso:ListInstances',
  accountId: '111122223333',
  region: 'eu-west-1',
});
const nothing = { region: 'us-east-1', answer: { ok: true as const, value: [] } };
const refused = { region: 'eu-west-1', answer: { ok: false as const, error } };
const instance = {
  region: 'eu-west-1',
  answer: { ok: true as const, value: [{ InstanceArn: 'arn:aws:sso:::instance/ssoins-1' }] },
};
type Instances = (typeof nothing | typeof refused | typeof instance)[];

const admin = { AttachedManagedPolicies: [attached('AdministratorAccess')] };
const FROM_OFFICE = { ...ADMINISTRATOR, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
const ofPeople = trust({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
});
const ofMachines = trust({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'ec2.amazonaws.com' },
});

const check = (details: Partial<AuthorizationDetails>, instances: Instances = [nothing], partition = 'aws') =>
  judge(
    rule,
    { holders: policyHoldersOf(detailsOf({ Policies: [administratorPolicy], ...details })), instances },
    { account: { partition } },
  );

describe('iam/no-administrator-besides-root', () => {
  it.each<[string, Partial<AuthorizationDetails>, Instances, string]>([
    ['nobody', {}, [nothing], 'fail'],
    ['a user', { UserDetailList: [userOf(admin)] }, [nothing], 'pass'],
    [
      'a group with a member',
      { UserDetailList: [userOf({ GroupList: ['crew'] })], GroupDetailList: [groupOf(admin)] },
      [nothing],
      'pass',
    ],
    [
      'a group without members',
      { UserDetailList: [userOf()], GroupDetailList: [groupOf(admin)] },
      [nothing],
      'fail',
    ],
    ['a role for people', { RoleDetailList: [roleOf({ ...admin, ...ofPeople })] }, [nothing], 'pass'],
    ['a role for machines', { RoleDetailList: [roleOf({ ...admin, ...ofMachines })] }, [nothing], 'fail'],
    ['a role for people that may do nothing', { RoleDetailList: [roleOf(ofPeople)] }, [nothing], 'fail'],
    [
      'a user, from an address',
      { UserDetailList: [userOf({ UserPolicyList: [inline('own', FROM_OFFICE)] })] },
      [nothing],
      'pass',
    ],
    [
      'a service-linked role',
      { RoleDetailList: [roleOf({ ...admin, ...ofPeople, Path: '/aws-service-role/x.amazonaws.com/' })] },
      [nothing],
      'fail',
    ],
    ['a role whose trust policy was not sent', { RoleDetailList: [roleOf(admin)] }, [nothing], 'unknown'],
    [
      'a user whose policies were not listed',
      { UserDetailList: [userOf({ UserPolicyList: undefined })] },
      [nothing],
      'unknown',
    ],
    ['Identity Center', {}, [nothing, instance], 'pass'],
    ['Identity Center, and a Region that does not tell', {}, [refused, instance], 'pass'],
    ['a Region that does not tell', {}, [nothing, refused], 'unknown'],
    ['a user, and a Region that does not tell', { UserDetailList: [userOf(admin)] }, [refused], 'pass'],
  ])('%s', (_case, details, instances, status) => {
    expect(statuses(check(details, instances))).toEqual([status]);
  });

  it('is not applicable in aws-cn', () => {
    expect(statuses(check({}, [], 'aws-cn'))).toEqual(['notApplicable']);
  });

  it('names the administrators', () => {
    expect(check({ UserDetailList: [userOf(admin)] }, [instance])).toMatchObject([
      {
        resource: { type: 'AwsAccount' },
        evidence: {
          administrators: ['arn:aws:iam::111122223333:user/ann'],
          Instances: ['arn:aws:sso:::instance/ssoins-1'],
        },
      },
    ]);
  });

  it('carries the error of the Region that does not tell', () => {
    expect(check({}, [refused])).toMatchObject([{ error: { action: 'sso:ListInstances' } }]);
  });
});
