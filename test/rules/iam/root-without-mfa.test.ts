import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-without-mfa.ts';
import { judge, statuses } from '../../support/judge.ts';
import { rootOf } from './readings.fixture.ts';

const key = { AccountPasswordPresent: 0, AccountAccessKeysPresent: 1 };

describe('iam/root-without-mfa', () => {
  it.each([
    ['MFA is on', { AccountMFAEnabled: 1 }, 'pass'],
    ['password without MFA', {}, 'fail'],
    ['access key without MFA', key, 'fail'],
    ['access key without MFA, password not told', { ...key, AccountPasswordPresent: undefined }, 'fail'],
    ['no credentials at all', { AccountPasswordPresent: 0 }, 'pass'],
    [
      'no credentials at all, MFA not told',
      { AccountPasswordPresent: 0, AccountMFAEnabled: undefined },
      'pass',
    ],
    ['MFA not told', { AccountMFAEnabled: undefined }, 'unknown'],
    ['no MFA, and a password not told', { AccountPasswordPresent: undefined }, 'unknown'],
    [
      'no MFA, and keys not told',
      { AccountPasswordPresent: 0, AccountAccessKeysPresent: undefined },
      'unknown',
    ],
  ])('%s', (_case, credentials, status) => {
    expect(statuses(judge(rule, { root: rootOf(credentials) }))).toEqual([status]);
  });

  it.each(['aws-cn', 'aws-us-gov'])('is not applicable in %s', (partition) => {
    const verdicts = judge(rule, { root: rootOf({}) }, { account: { partition } });
    expect(statuses(verdicts)).toEqual(['notApplicable']);
  });

  it('says what root can be used with', () => {
    expect(judge(rule, { root: rootOf({}) })).toMatchObject([
      {
        resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:root' },
        evidence: { AccountMFAEnabled: 0, AccountPasswordPresent: 1, AccountAccessKeysPresent: 0 },
        description: 'Root can be used with its password alone.',
      },
    ]);
  });
});
