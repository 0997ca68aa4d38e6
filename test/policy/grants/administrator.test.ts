import { describe, expect, it } from 'vitest';
import { grantsFullAdministrator } from '../../../src/policy/grants/administrator.ts';
import { ACCOUNT, NOW } from '../../support/judge.ts';
import { allow, deny, policyFrom, policyOf } from '../policies.fixture.ts';

const HOLDER = { accountId: ACCOUNT, partition: 'aws' };
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
    expect(grantsFullAdministrator([policyOf(...statements)], HOLDER, NOW)).toBeDefined();
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
    ['without TLS only', [allow('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
    ['a Deny of everything', [allow('*'), deny('*')]],
    ['a Deny of IAM', [allow('*'), deny('IAM:*')]],
    ['a Deny of IAM on its resources', [allow('*'), deny('iam:*', 'arn:aws:iam::*:*')]],
    ['a Deny of all but some', [allow('*'), { Effect: 'Deny', NotAction: ['s3:*'], Resource: '*' }]],
  ])('%s: no', (_what, statements) => {
    expect(grantsFullAdministrator([policyOf(...statements)], HOLDER, NOW)).toBeUndefined();
  });

  const when = (operator: string, key: string, value: string | string[], action: string | string[] = '*') =>
    allow(action, '*', { Condition: { [operator]: { [key]: value } } });
  const fromOffice = (action: string | string[] = '*') =>
    when('IpAddress', 'aws:SourceIp', '203.0.113.0/24', action);
  it.each<[string, object[], string[]]>([
    ['MFA', [allow('*', '*', mfa)], ['MFA']],
    ['half the internet', [when('IpAddress', 'aws:SourceIp', '0.0.0.0/1')], ['network']],
    ['some principals', [when('ArnLike', 'aws:PrincipalArn', '*admin')], ['principal']],
    ['a part plain, the rest from an address', [notAction('iam:*'), fromOffice('iam:*')], ['network']],
    [
      'two parts, each under a condition',
      [{ ...notAction('iam:*'), ...mfa }, fromOffice('iam:*')],
      ['MFA', 'network'],
    ],
    ['an address or MFA: an address', [allow('*', '*', mfa), fromOffice()], ['network']],
    [
      'parts by MFA or address: an address',
      [notAction('iam:*'), allow('iam:*', '*', mfa), fromOffice('iam:*')],
      ['network'],
    ],
    ['a part that is not needed', [notAction('iam:*'), fromOffice('iam:*'), fromOffice('s3:*')], ['network']],
    ['all, and under a condition', [allow('*'), fromOffice()], []],
  ])('conditional: %s', (_what, statements, respects) => {
    const administrator = grantsFullAdministrator([policyOf(...statements)], HOLDER, NOW);
    expect(administrator?.conditions.map(({ respect }) => respect)).toEqual(respects);
  });

  it('is only given by requests of IAM too', () => {
    const given = (...statements: object[]) =>
      grantsFullAdministrator([policyOf(...statements)], HOLDER, NOW);
    expect(given(when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com'))).toBeUndefined();
    expect(given(when('StringLike', 's3:prefix', 'home/*'))).toBeUndefined();
    expect(
      given(when('ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com')),
    ).toBeUndefined();
    expect(given(when('StringEquals', 'iam:ResourceTag/team', 'ops'))?.conditions).toHaveLength(1);
  });

  it.each<[string, object[], boolean]>([
    ['NotAction of no service', [notAction('nosuchservice:*')], true],
    ['NotAction of no service, and of one', [notAction(['nosuchservice:*', 's3:*'])], false],
    [
      'NotResource in another account',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::444455556666:*' }],
      true,
    ],
    [
      'NotResource in another partition',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws-cn:iam::*:*' }],
      true,
    ],
    [
      'NotResource of policies of AWS',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::aws:policy/*' }],
      false,
    ],
    ['a Deny of IAM in another account', [allow('*'), deny('iam:*', 'arn:aws:iam::444455556666:*')], true],
    ['a Deny of IAM in the own account', [allow('*'), deny('iam:*', 'arn:aws:iam::111122223333:*')], false],
    [
      'a Deny of all but no service',
      [allow('*'), { Effect: 'Deny', NotAction: 'nosuchservice:*', Resource: '*' }],
      false,
    ],
    [
      'a Deny of sessions that are over',
      [
        allow('*'),
        deny('*', '*', { Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } } }),
      ],
      true,
    ],
    [
      'a Deny of sessions to come, which users do without',
      [
        allow('*'),
        deny('*', '*', { Condition: { DateGreaterThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } } }),
      ],
      true,
    ],
  ])('%s: %3$s', (_what, statements, expected) => {
    expect(grantsFullAdministrator([policyOf(...statements)], HOLDER, NOW) !== undefined).toBe(expected);
  });

  it('tells what a NotAction names and the catalogue does not know', () => {
    const administrator = grantsFullAdministrator(
      [policyOf(notAction(['nosuchservice:*', 'iam:Frobnicate']))],
      HOLDER,
      NOW,
    );
    expect(administrator?.unknownActions).toEqual(['nosuchservice:*', 'iam:frobnicate']);
  });

  it('adds the policies up, and names the statements and what a Deny takes back', () => {
    const power = policyFrom({ Statement: [notAction('iam:*')] }, 'Power');
    const iam = policyFrom({ Statement: [allow('iam:*'), deny('s3:DeleteBucket')] }, 'Iam');
    const administrator = grantsFullAdministrator([power, iam], HOLDER, NOW);
    expect(administrator?.statements.map(({ policy, statement }) => [policy, statement.index])).toEqual([
      ['Power', 0],
      ['Iam', 0],
    ]);
    expect(administrator?.denies.map(({ policy, statement }) => [policy, statement.index])).toEqual([
      ['Iam', 1],
    ]);
  });
});
