import { describe, expect, it } from 'vitest';
import rule from '../../../rules/sqs/queue-public.ts';
import { judge } from '../../support/judge.ts';
import { inShort, openingCases } from '../openings.fixture.ts';

describe('sqs/queue-public', () => {
  it.each(openingCases('sqs:SendMessage'))('%s', (_case, policy, expected) => {
    const verdicts = judge(rule, {
      queues: [
        {
          QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs',
          QueueArn: 'arn:aws:sqs:us-east-1:111122223333:jobs',
          Policy: policy,
        },
      ],
    });
    expect(inShort(verdicts)).toBe(expected);
  });
});
