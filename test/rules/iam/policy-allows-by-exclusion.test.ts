import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-by-exclusion.ts';
import { judge, statuses } from '../../support/judge.ts';
import { casesOfGrant, inlined, MFA, managed } from './written.fixture.ts';

const ALL_BUT_IAM = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };
const ALL_BUT_ONE = { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::payroll/*' };
const when = (Condition: object) => ({ ...ALL_BUT_IAM, Condition });

describe('iam/policy-allows-by-exclusion', () => {
  describe.each([
    ['NotAction', ALL_BUT_IAM],
    ['NotResource', ALL_BUT_ONE],
  ])('%s', (_element, statement) => {
    it.each(casesOfGrant(statement))('%s', (_case, readings, verdicts) => {
      expect(judge(rule, readings)).toMatchObject(verdicts);
    });
  });

  it('is as grave as the rule says for a policy that somebody has', () => {
    expect(judge(rule, managed(ALL_BUT_IAM))).not.toMatchObject([{ severity: {} }]);
  });

  it.each<[string, object, string[]]>([
    ['NotAction of nothing', { Effect: 'Allow', NotAction: [], Resource: '*' }, ['fail']],
    ['from anywhere', when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), ['fail']],
    ['not from one Region', when({ StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } }), ['fail']],
    ['a condition that always holds', when({ StringLike: { 'aws:RequestedRegion': '*' } }), ['fail']],
    ['in one Region', when({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }), ['pass']],
    ['with MFA', { ...ALL_BUT_IAM, ...MFA }, ['pass']],
    ['by name', { Effect: 'Allow', Action: '*', Resource: '*' }, ['pass']],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, managed(statement)))).toEqual(expected);
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });

  it('says what is excepted, and shows the statement', () => {
    expect(judge(rule, managed(ALL_BUT_IAM))).toMatchObject([
      {
        description: 'The policy deploy allows everything but the listed actions.',
        evidence: { statements: [{ statement: ALL_BUT_IAM }] },
      },
    ]);
    expect(judge(rule, inlined(ALL_BUT_ONE))).toMatchObject([
      { description: 'The inline policy own allows everything but the listed resources.', part: 'own' },
    ]);
  });
});
