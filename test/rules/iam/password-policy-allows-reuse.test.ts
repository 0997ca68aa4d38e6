import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/password-policy-allows-reuse.ts';
import { judge, statuses } from '../../support/judge.ts';
import { PASSWORDS } from './readings.fixture.ts';

describe('iam/password-policy-allows-reuse', () => {
  it.each([
    ['remembers 24', { PasswordReusePrevention: 24 }, 'pass'],
    ['remembers 23', { PasswordReusePrevention: 23 }, 'fail'],
    ['remembers none', {}, 'fail'],
    ['no policy', undefined, 'fail'],
  ])('%s', (_case, policy, status) => {
    expect(statuses(judge(rule, { policy, report: PASSWORDS }))).toEqual([status]);
  });
});
