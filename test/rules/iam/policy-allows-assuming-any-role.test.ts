import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-assuming-any-role.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR } from './readings.fixture.ts';
import { casesOfGrant, deniedAgain, inlined, MFA, managed } from './written.fixture.ts';

const ANY = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
const when = (Condition: object) => ({ ...ANY, Condition });

describe('iam/policy-allows-assuming-any-role', () => {
  it.each([...casesOfGrant(ANY), deniedAgain(ANY)])('%s', (_case, readings, verdicts) => {
    expect(judge(rule, readings)).toMatchObject(verdicts);
  });

  it.each<[string, object, string[]]>([
    ['in another case', { ...ANY, Action: 'STS:ASSUMEROLE' }, ['fail']],
    ['another action', { ...ANY, Action: 'sts:AssumeRoleWithSAML' }, ['pass']],
    ['an administrator', ADMINISTRATOR, ['fail']],
    ['sts:*', { ...ANY, Action: 'sts:*' }, ['fail']],
    ['every role of an account', { ...ANY, Resource: 'arn:aws:iam::444455556666:role/*' }, ['fail']],
    ['one role', { ...ANY, Resource: 'arn:aws:iam::111122223333:role/deploy' }, ['pass']],
    ['a role of this name in every account', { ...ANY, Resource: 'arn:aws:iam::*:role/deploy' }, ['pass']],
    ['roles with a tag', when({ StringEquals: { 'aws:ResourceTag/team': 'web' } }), ['pass']],
    ['with MFA', { ...ANY, ...MFA }, ['fail']],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, managed(statement)))).toEqual(expected);
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });
});
