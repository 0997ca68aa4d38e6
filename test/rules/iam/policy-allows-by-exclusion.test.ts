import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-by-exclusion.ts';
import { judge, statuses } from '../../support/judge.ts';
import { userOf } from './readings.fixture.ts';
import { damaged, inlined, MFA, managed, managedWith, writtenIn } from './written.fixture.ts';

const ALL_BUT_IAM = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };
const ALL_BUT_ONE = { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::payroll/*' };
const when = (Condition: object) => ({ ...ALL_BUT_IAM, Condition });

describe('iam/policy-allows-by-exclusion', () => {
  it.each<[string, object, string[]]>([
    ['NotAction', ALL_BUT_IAM, ['fail']],
    ['NotResource', ALL_BUT_ONE, ['fail']],
    ['NotAction of nothing', { Effect: 'Allow', NotAction: [], Resource: '*' }, ['fail']],
    ['from anywhere', when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), ['fail']],
    ['not from one Region', when({ StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } }), ['fail']],
    ['a condition that always holds', when({ StringLike: { 'aws:RequestedRegion': '*' } }), ['fail']],
    ['in one Region', when({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }), ['pass']],
    ['with MFA', { ...ALL_BUT_IAM, ...MFA }, ['pass']],
    ['Deny with NotAction', { ...ALL_BUT_IAM, Effect: 'Deny' }, ['pass']],
    ['Deny with NotResource', { ...ALL_BUT_ONE, Effect: 'Deny' }, ['pass']],
    ['by name', { Effect: 'Allow', Action: '*', Resource: '*' }, ['pass']],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, managed(statement)))).toEqual(expected);
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });

  it('is graver attached than not, and says nothing of boundaries', () => {
    const unattached = managedWith({ AttachmentCount: 0 }, ALL_BUT_IAM);
    expect(judge(rule, unattached)).toMatchObject([{ status: 'fail', severity: { score: 1 } }]);
    expect(judge(rule, managed(ALL_BUT_IAM))).not.toMatchObject([{ severity: {} }]);
    const boundary = { AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 };
    expect(judge(rule, managedWith(boundary, ALL_BUT_IAM))).toEqual([]);
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

  it('is unknown of a damaged document', () => {
    expect(statuses(judge(rule, writtenIn({ UserDetailList: [userOf(damaged)] })))).toEqual(['unknown']);
  });
});
