import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-passing-any-role.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR } from './readings.fixture.ts';
import { casesOfGrant, deniedAgain, inlined, MFA, managed } from './written.fixture.ts';

const ANY = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const when = (Condition: object) => ({ ...ANY, Condition });

describe('iam/policy-allows-passing-any-role', () => {
  it.each([...casesOfGrant(ANY), deniedAgain(ANY)])('%s', (_case, readings, verdicts) => {
    expect(judge(rule, readings)).toMatchObject(verdicts);
  });

  it.each<[string, object, string[]]>([
    ['in another case', { ...ANY, Action: 'IAM:PASSROLE' }, ['fail']],
    ['another action', { ...ANY, Action: 'iam:GetRole' }, ['pass']],
    ['an administrator', ADMINISTRATOR, ['fail']],
    ['to one service', when({ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }), ['pass']],
    ['to any service of AWS', when({ StringLike: { 'iam:PassedToService': '*.amazonaws.com' } }), ['fail']],
    ['to any service', when({ StringLike: { 'iam:PassedToService': '*' } }), ['fail']],
    [
      'to one service or any',
      when({ StringLike: { 'iam:PassedToService': ['ec2.amazonaws.com', '*'] } }),
      ['fail'],
    ],
    [
      'to one service, if there is one',
      when({ StringEqualsIfExists: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
      ['fail'],
    ],
    [
      'to all services but one',
      when({ StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
      ['fail'],
    ],
    ['with MFA', { ...ANY, ...MFA }, ['fail']],
    ['roles with a tag', when({ StringEquals: { 'iam:ResourceTag/team': 'web' } }), ['pass']],
    ['every role of the account', { ...ANY, Resource: 'arn:aws:iam::111122223333:role/*' }, ['fail']],
    ['roles of one path', { ...ANY, Resource: 'arn:aws:iam::111122223333:role/web/*' }, ['pass']],
    [
      'all but one role',
      { Effect: 'Allow', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::111122223333:role/x' },
      ['fail'],
    ],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, managed(statement)))).toEqual(expected);
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });
});
