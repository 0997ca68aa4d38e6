import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-assuming-any-role.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR, userOf } from './readings.fixture.ts';
import { damaged, inlined, MFA, managed, managedWith, writtenIn } from './written.fixture.ts';

const ANY = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
const when = (Condition: object) => ({ ...ANY, Condition });

describe('iam/policy-allows-assuming-any-role', () => {
  it.each<[string, object, string[]]>([
    ['everywhere', ANY, ['fail']],
    ['in another case', { ...ANY, Action: 'STS:ASSUMEROLE' }, ['fail']],
    ['another action', { ...ANY, Action: 'sts:AssumeRoleWithSAML' }, ['pass']],
    ['Deny', { ...ANY, Effect: 'Deny' }, ['pass']],
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

  it('is undone by a Deny', () => {
    expect(statuses(judge(rule, managed(ANY, { ...ANY, Effect: 'Deny' })))).toEqual(['pass']);
  });

  it('is mild for a policy that nobody has, and says nothing of boundaries', () => {
    const unattached = managedWith({ AttachmentCount: 0 }, ANY);
    expect(judge(rule, unattached)).toMatchObject([{ status: 'fail', severity: { score: 1 } }]);
    const boundary = { AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 };
    expect(judge(rule, managedWith(boundary, ANY))).toEqual([]);
  });

  it('is unknown of a damaged document', () => {
    expect(statuses(judge(rule, writtenIn({ UserDetailList: [userOf(damaged)] })))).toEqual(['unknown']);
  });
});
