import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ecr/repository-public.ts';
import { judge } from '../../support/judge.ts';
import { inShort, openingCases } from '../openings.fixture.ts';

describe('ecr/repository-public', () => {
  it.each(openingCases('ecr:BatchGetImage'))('%s', (_case, policy, expected) => {
    const verdicts = judge(rule, {
      policies: [
        {
          repository: {
            repositoryArn: 'arn:aws:ecr:us-east-1:111122223333:repository/app',
            repositoryName: 'app',
          },
          policyText: policy,
        },
      ],
    });
    expect(inShort(verdicts)).toBe(expected);
  });
});
