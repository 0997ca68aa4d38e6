import { describe, expect, it } from 'vitest';
import {
  allowsBroadly,
  grantsAllOf,
  grantsFullAdministrator,
  grantsWholeService,
  isUnrestricted,
} from '../../src/policy/questions.ts';
import { allow, deny, policyFrom, policyOf } from './policies.fixture.ts';

const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const notAction = (actions: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  NotAction: actions,
  Resource: '*',
  ...more,
});

describe('grantsFullAdministrator', () => {
  it.each([
    ['AdministratorAccess', [allow('*')]],
    ['every service', [allow('*:*')]],
    ['more stars', [allow('**', '**')]],
    ['in a list', [allow(['s3:*', '*'], ['arn:aws:s3:::b', '*'])]],
    ['every ARN', [allow('*', 'arn:aws:*')]],
    ['every ARN, segment by segment', [allow('*', 'arn:*:*:*:*:*')]],
    ['NotAction of nothing', [notAction([])]],
    ['NotAction of what is no action', [notAction('none')]],
    ['NotResource of nothing', [{ Effect: 'Allow', Action: '*', NotResource: [] }]],
    ['NotAction, and what it leaves out', [notAction(['iam:*', 'sts:*']), allow(['iam:*', 'STS:*'])]],
    ['two NotActions apart', [notAction('iam:*'), notAction('s3:*')]],
    ['letter by letter', [allow([...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${letter}*`))]],
    [
      'a condition that always holds',
      [allow('*', '*', { Condition: { StringLike: { 'aws:RequestedRegion': '*' } } })],
    ],
    ...Object.entries({
      'any principal': { ArnLike: { 'aws:PrincipalArn': '*' } },
      'every IPv4 address': { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
      'every IPv4 address in halves': { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } },
      'TLS alone': { Bool: { 'aws:SecureTransport': 'true' } },
    }).map(([asks, Condition]): [string, object[]] => [
      `a condition that asks for ${asks}`,
      [allow('*', '*', { Condition })],
    ]),
    ['a Deny of one thing', [allow('*'), deny('s3:DeleteBucket')]],
    [
      'a Deny that a request through a VPC endpoint escapes',
      [allow('*'), deny('*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } })],
    ],
    [
      'a Deny under a condition',
      [allow('*'), deny('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    ],
    [
      'a Deny in other Regions',
      [
        allow('*'),
        deny('*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
      ],
    ],
  ])('%s: yes', (_what, statements) => {
    expect(grantsFullAdministrator([policyOf(...statements)])).toBeDefined();
  });

  it.each([
    ['nothing', []],
    ['one service', [allow('iam:*')]],
    ['many services', [allow(['iam:*', 's3:*', 'ec2:*'])]],
    ['most letters', [allow([...'abcdefghijklmnopqrstuvwxy'].map((letter) => `${letter}*`))]],
    ['one resource', [allow('*', 'arn:aws:s3:::bucket')]],
    ['one account’s bucket names', [allow('*', 'arn:aws:s3:::*')]],
    ['PowerUserAccess', [notAction(['iam:*', 'organizations:*', 'account:*']), allow(['iam:ListRoles'])]],
    ['two NotActions of the same', [notAction(['iam:*', 's3:*']), notAction(['iam:*'])]],
    ['two NotActions that overlap', [notAction('*:Delete*'), notAction('s3:*')]],
    ['NotResource of something', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::bucket' }]],
    ['no action', [allow([])]],
    ['no resource', [allow('*', [])]],
    ['with MFA only', [allow('*', '*', mfa)]],
    [
      'from half the internet',
      [allow('*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } } })],
    ],
    ['for some principals', [allow('*', '*', { Condition: { ArnLike: { 'aws:PrincipalArn': '*admin' } } })]],
    ['without TLS only', [allow('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
    ['a Deny of everything', [allow('*'), deny('*')]],
    ['a Deny of IAM', [allow('*'), deny('IAM:*')]],
    ['a Deny of IAM on its resources', [allow('*'), deny('iam:*', 'arn:aws:iam::*:*')]],
    ['a Deny of all but some', [allow('*'), { Effect: 'Deny', NotAction: ['s3:*'], Resource: '*' }]],
  ])('%s: no', (_what, statements) => {
    expect(grantsFullAdministrator([policyOf(...statements)])).toBeUndefined();
  });

  it('adds the policies up, and names the statements and what a Deny takes back', () => {
    const power = policyFrom({ Statement: [notAction('iam:*')] }, 'Power');
    const iam = policyFrom({ Statement: [allow('iam:*'), deny('s3:DeleteBucket')] }, 'Iam');
    const administrator = grantsFullAdministrator([power, iam]);
    expect(administrator?.statements.map(({ policy, statement }) => [policy, statement.index])).toEqual([
      ['Power', 0],
      ['Iam', 0],
    ]);
    expect(administrator?.denies.map(({ policy, statement }) => [policy, statement.index])).toEqual([
      ['Iam', 1],
    ]);
  });
});

describe('isUnrestricted', () => {
  it.each([
    ['FullAWSAccess', [allow('*')], true],
    ['the same in another spelling', [notAction([])], true],
    ['with a Deny of nothing', [allow('*'), deny([])], true],
    ['with a Deny', [allow('*'), deny('organizations:LeaveOrganization')], false],
    ['with a Deny under a condition', [allow('*'), deny('*', '*', mfa)], false],
    ['a list of services', [allow(['s3:*', 'ec2:*'])], false],
    ['only a Deny', [deny('iam:CreateUser')], false],
  ])('%s: %3$s', (_what, statements, expected) => {
    expect(isUnrestricted(policyOf(...statements).document)).toBe(expected);
  });
});

describe('grantsWholeService', () => {
  it.each([
    [[allow('iam:*')], ['iam']],
    [[allow(['IAM:**', 's3:?*', 'kms:Get*'])], ['iam', 's3']],
    [[allow('iam*')], ['iam']],
    [[allow('*')], []],
    [[allow('iam:*', 'arn:aws:iam::*:role/*')], []],
    [[allow('iam:*', '*', mfa)], []],
    [[allow('iam:*'), deny('iam:*')], []],
    [[allow('iam:*'), deny('iam:DeleteRole')], ['iam']],
  ])('%j: %j', (statements, expected) => {
    expect(grantsWholeService([policyOf(...statements)]).map(({ service }) => service)).toEqual(expected);
  });

  it('is asked about one service whatever the spelling', () => {
    expect(grantsAllOf([policyOf(allow('ia*'), notAction('s3:*'))], 'iam')).toHaveLength(2);
    expect(grantsAllOf([policyOf(allow('s3*'))], 's3-object-lambda')).toHaveLength(1);
    expect(grantsAllOf([policyOf(notAction('iam:Delete*'))], 'iam')).toEqual([]);
  });
});

describe('allowsBroadly', () => {
  const passed = { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } };
  it.each([
    ['iam:PassRole', [allow('iam:PassRole')], [[]]],
    ['iam:PassRole', [allow('iam:*', 'arn:aws:iam::111122223333:role/*')], [[]]],
    ['iam:PassRole', [allow('iam:*', 'arn:aws:iam::*:*')], [[]]],
    ['iam:PassRole', [allow('iam:*', 'arn:aws:iam::111122223333:role/app-*')], []],
    ['iam:PassRole', [allow('iam:PassRole', '*', passed)], [['iam:passedtoservice']]],
    ['iam:PassRole', [allow('iam:GetRole')], []],
    ['iam:PassRole', [allow('iam:PassRole'), deny('iam:*', 'arn:aws:iam::*:role/*')], []],
    ['iam:PassRole', [allow('iam:PassRole'), deny('iam:*', 'arn:aws:iam::*:role/admin')], [[]]],
    ['iam:PassRole', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b' }], [[]]],
    ['iam:PassRole', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::*:role/*' }], []],
    ['sts:AssumeRole', [allow('sts:AssumeRole', 'arn:aws:iam::444455556666:role/*')], [[]]],
    ['kms:Decrypt', [allow('kms:Decrypt', 'arn:aws:kms:*:111122223333:key/*')], [[]]],
    ['kms:Decrypt', [allow('kms:Decrypt', 'arn:aws:kms:*:*:key/*')], [[]]],
    ['kms:Decrypt', [allow('kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/*')], []],
    ['s3:GetObject', [allow('s3:GetObject', 'arn:aws:s3:::*')], [[]]],
  ])('%s by %j: %j', (action, statements, expected) => {
    const grants = allowsBroadly([policyOf(...statements)], action);
    expect(grants.map(({ conditions }) => conditions.map(({ key }) => key))).toEqual(expected);
  });
});
