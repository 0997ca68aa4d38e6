import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/root-without-mfa.ts';
import type { RootCredentials } from '../../../src/aws/iam.ts';
import { judge, statuses } from '../../support/judge.ts';

const root = (changes: Partial<RootCredentials>): RootCredentials => ({
  password: true,
  accessKey: false,
  signingCertificate: false,
  mfa: true,
  ...changes,
});

describe('iam/root-without-mfa', () => {
  it.each([
    ['MFA is on', root({}), 'pass'],
    ['password without MFA', root({ mfa: false }), 'fail'],
    ['access key without MFA', root({ mfa: false, password: false, accessKey: true }), 'fail'],
    [
      'access key without MFA, password not told',
      root({ mfa: false, password: undefined, accessKey: true }),
      'fail',
    ],
    ['no credentials at all', root({ mfa: false, password: false }), 'pass'],
    ['MFA not told', root({ mfa: undefined }), 'unknown'],
    ['no MFA, and a password not told', root({ mfa: false, password: undefined }), 'unknown'],
    ['no MFA, and keys not told', root({ mfa: false, password: false, accessKey: undefined }), 'unknown'],
  ])('%s', (_case, credentials, status) => {
    expect(statuses(judge(rule, { root: credentials }))).toEqual([status]);
  });

  it.each(['aws-cn', 'aws-us-gov'])('is not applicable in %s', (partition) => {
    const verdicts = judge(rule, { root: root({ mfa: false }) }, { account: { partition } });
    expect(statuses(verdicts)).toEqual(['notApplicable']);
  });

  it('says what root can be used with', () => {
    const [verdict] = judge(rule, { root: root({ mfa: false }) });
    expect(verdict).toMatchObject({
      resource: { type: 'AwsIamUser', id: 'arn:aws:iam::111122223333:root' },
      evidence: { AccountMFAEnabled: false, AccountPasswordPresent: true },
      description: 'Root can be used with its password alone.',
    });
  });
});
