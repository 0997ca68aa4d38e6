import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/password-policy-too-short.ts';
import { judge, statuses } from '../../support/judge.ts';

describe('iam/password-policy-too-short', () => {
  it.each([
    ['14 characters', { MinimumPasswordLength: 14 }, 'pass'],
    ['13 characters', { MinimumPasswordLength: 13 }, 'fail'],
    ['a policy without a length: AWS takes 6', {}, 'fail'],
    ['no policy', undefined, 'fail'],
  ])('%s', (_case, policy, status) => {
    expect(statuses(judge(rule, { policy }))).toEqual([status]);
  });

  it('shows the length', () => {
    expect(judge(rule, { policy: { MinimumPasswordLength: 8 } })).toMatchObject([
      { resource: { type: 'AwsAccount' }, evidence: { MinimumPasswordLength: 8 } },
    ]);
  });
});
