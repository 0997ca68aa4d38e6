import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-grants-whole-service.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR } from './readings.fixture.ts';
import { casesOfGrant, DEPLOY, deniedAgain, inlined, MFA, managed } from './written.fixture.ts';

const all = (...services: string[]) => ({
  Effect: 'Allow',
  Action: services.map((service) => `${service}:*`),
  Resource: '*',
});

describe('iam/policy-grants-whole-service', () => {
  it.each([...casesOfGrant(all('iam')), deniedAgain(all('iam'))])('%s', (_case, readings, verdicts) => {
    expect(judge(rule, readings)).toMatchObject(verdicts);
  });

  it.each<[string, readonly object[], string[]]>([
    ['in another spelling', [{ Effect: 'Allow', Action: 'S3:?*', Resource: ['*'] }], ['fail']],
    ['some actions', [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }], ['pass']],
    ['on one bucket', [{ ...all('s3'), Resource: 'arn:aws:s3:::b/*' }], ['pass']],
    ['under a condition', [{ ...all('s3'), ...MFA }], ['pass']],
    ['NotAction', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], ['pass']],
    ['full administrator access', [ADMINISTRATOR], ['fail']],
    ['full administrator access under a condition', [{ ...ADMINISTRATOR, ...MFA }], ['pass']],
    ['a service beside full administrator access', [all('s3'), ADMINISTRATOR], ['fail']],
  ])('%s', (_case, statements, expected) => {
    expect(statuses(judge(rule, managed(...statements)))).toEqual(expected);
    expect(statuses(judge(rule, inlined(...statements)))).toEqual(expected);
  });

  it('says that everything is every service', () => {
    expect(judge(rule, managed(ADMINISTRATOR))).toMatchObject([
      {
        description: 'The policy deploy allows every action of every service on every resource.',
        evidence: { services: ['*'], statements: [{ policy: DEPLOY, statement: ADMINISTRATOR }] },
      },
    ]);
  });

  it.each<[string, number | undefined]>([
    ['iam', 6],
    ['organizations', 6],
    ['kms', 6],
    ['sts', 6],
    ['cloudtrail', 6],
    ['guardduty', 6],
    ['guard*', 6],
    ['s3', undefined],
    ['iamx', undefined],
  ])('%s:* has the severity %s', (service, score) => {
    const [verdict] = judge(rule, managed(all('sqs', service)));
    expect(verdict).toMatchObject({ status: 'fail', evidence: { services: ['sqs', service] } });
    expect(verdict && 'severity' in verdict ? verdict.severity?.score : undefined).toBe(score);
  });
});
