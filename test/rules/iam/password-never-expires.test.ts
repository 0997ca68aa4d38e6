import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/password-never-expires.ts';
import { judge, statuses } from '../../support/judge.ts';
import { PASSWORDS } from './readings.fixture.ts';

describe('iam/password-never-expires', () => {
  it.each([
    ['after 90 days', { ExpirePasswords: true, MaxPasswordAge: 90 }, 'pass'],
    ['after 91 days', { ExpirePasswords: true, MaxPasswordAge: 91 }, 'fail'],
    ['never', { ExpirePasswords: false }, 'fail'],
    ['never, as zero', { ExpirePasswords: false, MaxPasswordAge: 0 }, 'fail'],
    ['no policy', undefined, 'fail'],
  ])('%s', (_case, policy, status) => {
    expect(statuses(judge(rule, { policy, report: PASSWORDS }))).toEqual([status]);
  });

  it.each([
    [{ MaxPasswordAge: 365 }, 'Passwords expire only after 365 days.'],
    [{}, 'Passwords never expire.'],
    [
      undefined,
      'The account has no password policy of its own, and under the default one of AWS passwords never expire.',
    ],
  ])('%j: %s', (policy, description) => {
    expect(judge(rule, { policy, report: PASSWORDS })).toMatchObject([{ description }]);
  });
});
