import { describe, expect, it } from 'vitest';
import { serviceControlBy } from '../../../src/policy/grants/service-control.ts';
import { NOW } from '../../support/judge.ts';
import { allow, deny, policyOf } from '../policies.fixture.ts';

const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const ROLE = 'arn:aws:iam::*:role/deploy';
const USER = 'arn:aws:iam::444455556666:user/teams/ann';
const bound = (operator: string, ...arns: string[]) =>
  deny('*', '*', when(operator, 'aws:PrincipalArn', arns));
const but = (...arns: string[]) => bound('ArnNotLike', ...arns);

describe('what a service control policy allows', () => {
  it.each([
    ['FullAWSAccess', [allow('*')], true],
    ['the same in another spelling', [{ Effect: 'Allow', NotAction: [], Resource: '*' }], true],
    ['everything, and a Deny', [allow('*'), deny('iam:*')], true],
    [
      'everything for everybody',
      [allow('*', '*', when('ArnLike', 'aws:PrincipalArn', 'arn:*:iam::*:*'))],
      true,
    ],
    [
      'everything in one Region',
      [allow('*', '*', when('StringEquals', 'aws:RequestedRegion', 'eu-west-1'))],
      false,
    ],
    [
      'everything of one account',
      [allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', '444455556666'))],
      false,
    ],
    ['a list of services', [allow(['s3:*', 'ec2:*'])], false],
    ['only a Deny', [deny('iam:CreateUser')], false],
  ])('%s: %3$s', (_what, statements, expected) => {
    expect(serviceControlBy(policyOf(...statements).document, NOW).allowsEverything).toBe(expected);
  });
});

describe('whom a service control policy denies something', () => {
  it.each<[string, object[], ReturnType<typeof serviceControlBy>['denies']]>([
    ['no Deny', [allow('*')], 'nobody'],
    ['no action', [deny([])], 'nobody'],
    ['no action that exists', [deny(['iam:FrobnicateUser', 'nosuchservice:*'])], 'nobody'],
    ['all actions but all', [{ Effect: 'Deny', NotAction: '*', Resource: '*' }], 'nobody'],
    ['all resources but all', [{ Effect: 'Deny', Action: '*', NotResource: '*' }], 'nobody'],
    ['an account that there is not', [deny('*', 'arn:aws:iam::000000000000:*')], 'nobody'],
    ['principals that there are not', [bound('ArnLike', 'arn:aws:iam::000000000000:*')], 'nobody'],
    [
      'a past that is over',
      [deny('*', '*', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))],
      'nobody',
    ],
    ['AWS services', [deny('*', '*', when('Bool', 'aws:PrincipalIsAWSService', 'true'))], 'nobody'],
    [
      'a Region that there is not',
      [deny('*', '*', when('StringEquals', 'aws:RequestedRegion', 'nowhere'))],
      'nobody',
    ],
    ['one action', [deny('organizations:LeaveOrganization')], 'everybody'],
    ['an action among those that do not exist', [deny(['nosuchservice:*', 'iam:CreateUser'])], 'everybody'],
    ['under a condition', [deny('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'false'))], 'everybody'],
    [
      'in a service',
      [deny('s3:PutObject', '*', when('StringNotEquals', 's3:x-amz-acl', 'private'))],
      'everybody',
    ],
    ['through a service', [deny('*', '*', when('Bool', 'aws:ViaAWSService', 'true'))], 'everybody'],
    ['one account', [deny('*', 'arn:aws:iam::444455556666:*')], 'everybody'],
    ['root', [bound('ArnLike', 'arn:aws:iam::*:root')], 'everybody'],
    ['all but a role', [but(ROLE)], 'everybody'],
    ['roles by a wildcard', [bound('ArnLike', 'arn:aws:iam::*:role/*deploy*')], 'everybody'],
    ['a role, if the request tells who', [bound('ArnLikeIfExists', ROLE)], 'everybody'],
    ['a role, and all', [bound('ArnLike', ROLE), deny('iam:*')], 'everybody'],
    ['a role', [bound('ArnLike', ROLE)], [ROLE]],
    ['a role and a user', [bound('StringLike', ROLE, USER)], [ROLE, USER]],
    ['a role here, a user there', [bound('ArnEquals', USER), bound('ArnEquals', ROLE)], [ROLE, USER]],
    ['a role, and nothing', [bound('ArnEquals', ROLE), deny('nosuchservice:*')], [ROLE]],
  ])('%s: %3$s', (_what, statements, expected) => {
    expect(serviceControlBy(policyOf(...statements).document, NOW).denies).toEqual(expected);
  });
});
