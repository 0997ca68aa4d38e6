import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/log-group-public.ts';
import { judge } from '../../support/judge.ts';
import { inShort } from '../openings.fixture.ts';

const LOGS = 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/events/*:*';

describe('cloudwatch/log-group-public', () => {
  it.each<[string, string | undefined, string]>([
    ['anyone', statement('*'), 'fail internet'],
    ['a service for anybody', statement({ Service: 'es.amazonaws.com' }), 'fail other-account 3'],
    [
      'a service for the account',
      statement(
        { Service: 'delivery.logs.amazonaws.com' },
        { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      ),
      'pass',
    ],
    ['log groups of nobody here', statement('*', undefined, 'arn:aws:logs:us-east-1:444455556666:*'), 'pass'],
    ['a policy that AWS did not send', undefined, 'unknown'],
    ['a policy that cannot be understood', '{', 'unknown'],
  ])('%s', (_case, policyDocument, expected) => {
    const verdicts = judge(rule, { policies: [{ policyName: 'p', policyDocument }] });
    expect(inShort(verdicts)).toBe(expected);
  });
});

function statement(Principal: unknown, Condition?: object, Resource = LOGS): string {
  const Action = ['logs:PutLogEvents', 'logs:CreateLogStream'];
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action, Resource, ...(Condition && { Condition }) }],
  });
}
