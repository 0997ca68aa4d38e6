import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  rootCanSignIn,
  rootCredentials,
  whyNoRoot,
  whyNoRootMfa,
} from '../../../src/services/iam/root-user.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('rootCredentials', () => {
  it('keeps what AWS did not count undefined', async () => {
    await using account = await stubbedPlace({
      'iam:GetAccountSummary': (call) => success(call, { SummaryMap: { entry: { key: 'Users', value: 1 } } }),
    });
    expect(await rootCredentials(account.place)).toEqual({
      AccountPasswordPresent: undefined,
      AccountAccessKeysPresent: undefined,
      AccountSigningCertificatesPresent: undefined,
      AccountMFAEnabled: undefined,
    });
  });

  it.each([
    [1, 0, true],
    [0, 1, true],
    [0, 0, false],
    [undefined, 1, true],
    [undefined, 0, undefined],
    [0, undefined, undefined],
  ])('password %s, key %s: can sign in %s', (AccountPasswordPresent, AccountAccessKeysPresent, expected) => {
    const root = {
      AccountPasswordPresent,
      AccountAccessKeysPresent,
      AccountSigningCertificatesPresent: 0,
      AccountMFAEnabled: 0,
    };
    expect(rootCanSignIn(root)).toBe(expected);
  });
});

describe('what cannot be judged of root, by partition', () => {
  const MFA_OF_GOVCLOUD = 'MFA devices cannot be registered for root in AWS GovCloud (US)';
  const ROOT_OF_CHINA = 'accounts in AWS China have no root user';

  it.each([
    ['aws', undefined, undefined],
    ['aws-us-gov', undefined, MFA_OF_GOVCLOUD],
    ['aws-cn', ROOT_OF_CHINA, ROOT_OF_CHINA],
    ['aws-eusc', undefined, undefined],
    ['aws-unheard-of', undefined, undefined],
  ])('%s', (partition, root, mfa) => {
    expect(whyNoRoot(partition)).toBe(root);
    expect(whyNoRootMfa(partition)).toBe(mfa);
  });
});
