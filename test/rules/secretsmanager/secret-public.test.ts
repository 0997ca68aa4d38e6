import { describe, expect, it } from 'vitest';
import rule from '../../../rules/secretsmanager/secret-public.ts';
import { judge } from '../../support/judge.ts';
import { inShort, openingCases } from '../openings.fixture.ts';

describe('secretsmanager/secret-public', () => {
  it.each(openingCases('secretsmanager:GetSecretValue'))('%s', (_case, policy, expected) => {
    const verdicts = judge(rule, {
      policies: [
        {
          secret: { ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf', Name: 'db' },
          ResourcePolicy: policy,
        },
      ],
    });
    expect(inShort(verdicts)).toBe(expected);
  });
});
