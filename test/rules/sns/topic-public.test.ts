import { describe, expect, it } from 'vitest';
import rule from '../../../rules/sns/topic-public.ts';
import { judge } from '../../support/judge.ts';
import { inShort, openingCases } from '../openings.fixture.ts';

describe('sns/topic-public', () => {
  it.each(openingCases('sns:Publish'))('%s', (_case, policy, expected) => {
    const verdicts = judge(rule, {
      topics: [{ TopicArn: 'arn:aws:sns:us-east-1:111122223333:news', Policy: policy }],
    });
    expect(inShort(verdicts)).toBe(expected);
  });
});
