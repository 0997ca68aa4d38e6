import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/inline-policy-grants-full-admin.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR, groupOf, inline, roleOf, userOf } from './readings.fixture.ts';
import { ANN, damaged, inlined, MFA, managed, writtenIn } from './written.fixture.ts';

describe('iam/inline-policy-grants-full-admin', () => {
  it.each<[string, object, string[]]>([
    ['everything', ADMINISTRATOR, ['fail']],
    ['in another spelling', { Effect: 'Allow', NotAction: 'none', Resource: '*' }, ['fail']],
    ['one service', { Effect: 'Allow', Action: 'iam:*', Resource: '*' }, ['pass']],
    ['with MFA', { ...ADMINISTRATOR, ...MFA }, ['fail']],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });

  it.each<[string, object, number | undefined, string]>([
    ['Bool', { 'aws:MultiFactorAuthPresent': 'true' }, 3, ' to requests with MFA'],
    [
      'BoolIfExists',
      { 'aws:MultiFactorAuthPresent': 'true' },
      6,
      ' to requests under the condition BoolIfExists aws:MultiFactorAuthPresent: true',
    ],
    ['IpAddress', { 'aws:SourceIp': '203.0.113.0/24' }, 6, ' to requests from 203.0.113.0/24'],
    ['StringEquals', { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] }, 6, ' to requests through VPC vpc-1 or vpc-2'],
    ['StringEquals', { 'aws:PrincipalAccount': '111122223333' }, undefined, ''],
  ])('says %s %j with its severity', (operator, key, score, requests) => {
    const statement = { ...ADMINISTRATOR, Condition: { [operator]: key } };
    const [verdict] = judge(rule, inlined(statement));
    expect(verdict).toMatchObject({
      status: 'fail',
      description: `The inline policy own allows every action on every resource${requests}.`,
      evidence: { statements: [{ statement }] },
      ...(score !== undefined && { severity: { score } }),
    });
    if (score === undefined) expect(verdict).not.toHaveProperty('severity');
  });

  it('tells the condition by itself, and what NotAction names and is no action', () => {
    const from = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    const but = { Effect: 'Allow', NotAction: ['nosuchservice:*'], Resource: '*', ...from };
    expect(judge(rule, inlined(but))).toMatchObject([
      {
        evidence: {
          conditions: ['IpAddress aws:SourceIp: 203.0.113.0/24'],
          unknownActions: expect.stringContaining('does not know nosuchservice:*'),
        },
      },
    ]);
  });

  it('judges every inline policy of users, groups and roles, and no managed one', () => {
    const readings = writtenIn({
      UserDetailList: [userOf({ UserPolicyList: [inline('a', ADMINISTRATOR), inline('b')] })],
      GroupDetailList: [groupOf({ GroupPolicyList: [inline('c', ADMINISTRATOR)] })],
      RoleDetailList: [roleOf({ RolePolicyList: [inline('d', ADMINISTRATOR)] })],
    });
    expect(judge(rule, readings)).toMatchObject([
      { status: 'fail', part: 'a', resource: { type: 'AwsIamUser', id: ANN } },
      { status: 'pass', part: 'b', resource: { type: 'AwsIamUser', id: ANN } },
      { status: 'fail', part: 'c', resource: { type: 'AwsIamGroup' } },
      { status: 'fail', part: 'd', resource: { type: 'AwsIamRole' } },
    ]);
    expect(judge(rule, managed(ADMINISTRATOR))).toEqual([]);
  });

  it('is unknown of a damaged document, by name, and of policies that AWS did not list', () => {
    expect(judge(rule, writtenIn({ UserDetailList: [userOf(damaged)] }))).toMatchObject([
      { status: 'unknown', part: 'broken', reason: expect.stringContaining(`broken in ${ANN} is not JSON`) },
    ]);
    const unlisted = { UserName: 'ann', Arn: ANN, AttachedManagedPolicies: [] };
    expect(statuses(judge(rule, writtenIn({ UserDetailList: [unlisted] })))).toEqual(['unknown']);
  });
});
