import { describe, expect, it } from 'vitest';
import {
  allowsBroadly,
  allowsByExclusion,
  grantsAllOf,
  grantsWholeService,
} from '../../../src/policy/grants/broad.ts';
import { ACCOUNT, NOW } from '../../support/judge.ts';
import { allow, deny, policyOf } from '../policies.fixture.ts';

const HOLDER = { accountId: ACCOUNT, partition: 'aws' };
const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const notAction = (actions: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  NotAction: actions,
  Resource: '*',
  ...more,
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
    [[allow('iam:*'), deny('iam:*', 'arn:aws:iam::444455556666:*')], ['iam']],
    [[allow('s3:*'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::app' }], []],
    [[allow('s3:*'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::*' }], ['s3']],
    [[allow('s3:*'), { Effect: 'Deny', Action: 's3:*', NotResource: '*' }], ['s3']],
    [[allow('iam:*', '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } })], ['iam']],
  ])('%j: %j', (statements, expected) => {
    expect(grantsWholeService([policyOf(...statements)], HOLDER, NOW).map(({ service }) => service)).toEqual(
      expected,
    );
  });

  it('is asked about one service whatever the spelling', () => {
    expect(grantsAllOf([policyOf(allow('ia*'), notAction('s3:*'))], 'iam', HOLDER, NOW)).toHaveLength(2);
    expect(grantsAllOf([policyOf(allow('s3*'))], 's3-object-lambda', HOLDER, NOW)).toHaveLength(1);
    expect(grantsAllOf([policyOf(notAction('iam:Delete*'))], 'iam', HOLDER, NOW)).toEqual([]);
  });
});

describe('allowsBroadly', () => {
  const notPassed = { Condition: { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } };
  const ended = { Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } };
  const denyBut = (NotResource: string) => ({ Effect: 'Deny', Action: 'iam:PassRole', NotResource });
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
    ['iam:PassRole', [allow('iam:PassRole'), denyBut('arn:aws:iam::*:role/app-*')], []],
    ['iam:PassRole', [allow('iam:PassRole'), denyBut('arn:aws:iam::*:role/*')], [[]]],
    ['iam:PassRole', [allow('iam:PassRole'), deny('*', 'arn:aws:iam::444455556666:*')], [[]]],
    ['iam:PassRole', [allow('iam:PassRole'), deny('*', '*', notPassed)], [['iam:passedtoservice']]],
    ['iam:PassRole', [allow('iam:PassRole'), deny('*', '*', passed)], [[]]],
    ['iam:PassRole', [allow('iam:PassRole', '*', ended)], []],
    ['iam:PassRole', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::*:role/*' }], []],
    ['sts:AssumeRole', [allow('sts:AssumeRole', 'arn:aws:iam::444455556666:role/*')], [[]]],
    ['kms:Decrypt', [allow('kms:Decrypt', 'arn:aws:kms:*:111122223333:key/*')], [[]]],
    ['kms:Decrypt', [allow('kms:Decrypt', 'arn:aws:kms:*:*:key/*')], [[]]],
    ['kms:Decrypt', [allow('kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/*')], []],
    ['s3:GetObject', [allow('s3:GetObject', 'arn:aws:s3:::*')], [[]]],
  ])('%s by %j: %j', (action, statements, expected) => {
    const grants = allowsBroadly([policyOf(...statements)], action, HOLDER, NOW);
    expect(grants.map(({ conditions }) => conditions.map(({ key }) => key))).toEqual(expected);
  });
});

describe('allowsByExclusion', () => {
  const BUCKET = 'arn:aws:s3:::payroll/*';
  const denyNot = (NotAction: string | string[], more: object = {}) => ({
    Effect: 'Deny',
    NotAction,
    Resource: '*',
    ...more,
  });
  const butBucket = { Effect: 'Allow', Action: 's3:*', NotResource: BUCKET };
  const denyButBucket = { Effect: 'Deny', Action: '*', NotResource: BUCKET };
  it.each<[string, object[], boolean]>([
    ['all but a list', [notAction('iam:*')], true],
    ['on all but a list', [butBucket], true],
    ['denied again', [notAction('iam:*'), denyNot('iam:*')], false],
    ['denied again, more of it', [notAction(['iam:*', 's3:*']), denyNot('iam:*')], false],
    ['of which a Deny leaves a list', [notAction('iam:*'), denyNot(['iam:*', 's3:*'])], false],
    ['of which a Deny leaves a list with MFA', [notAction('iam:*'), denyNot('s3:*', mfa)], true],
    [
      'of which a Deny leaves a list of one bucket',
      [notAction('iam:*'), denyNot('s3:*', { Resource: BUCKET })],
      true,
    ],
    ['beside a Deny of nothing', [notAction('iam:*'), denyNot('*')], true],
    ['beside a Deny of something', [notAction('iam:*'), deny('s3:*')], true],
    ['beside a Deny of everything', [notAction('iam:*'), deny('*')], false],
    ['on all but a list, denied again', [butBucket, denyButBucket], false],
    [
      'on all but a list, denied for another service',
      [butBucket, { ...denyButBucket, Action: 'ec2:*' }],
      true,
    ],
    [
      'both, of which a Deny leaves a list of actions',
      [{ ...butBucket, Action: undefined, NotAction: 'iam:*' }, denyNot('s3:*')],
      true,
    ],
    ['under TLS', [notAction('iam:*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })], true],
    [
      'from an address',
      [notAction('iam:*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })],
      false,
    ],
    [
      'until a day that is past',
      [notAction('iam:*', { Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } } })],
      false,
    ],
    ['by name', [allow('*')], false],
  ])('%s: %3$s', (_what, statements, expected) => {
    expect(allowsByExclusion([policyOf(...statements)], HOLDER, NOW).length > 0).toBe(expected);
  });
});
