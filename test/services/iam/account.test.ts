import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  accountAlias,
  accountSummary,
  passwordPolicy,
  samlProviders,
  serverCertificates,
  virtualMfaDevices,
} from '../../../src/services/iam/account.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:iam::111122223333';

describe('accountSummary', () => {
  it('is the counters by their names, asked once however often it is wanted', async () => {
    await using account = await stubbedPlace({
      // The one map of IAM, which is a list of entries.
      'iam:GetAccountSummary': (call) => ({
        ...success(call, {}),
        body:
          '<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap>' +
          '<entry><key>Users</key><value>27</value></entry>' +
          '<entry><key>AccountMFAEnabled</key><value>0</value></entry>' +
          '</SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>',
      }),
    });
    expect(await accountSummary(account.place)).toEqual({ Users: 27, AccountMFAEnabled: 0 });
    await accountSummary(account.place);
    expect(account.calls()).toEqual(['GetAccountSummary']);
  });
});

describe('accountAlias', () => {
  it.each([
    [['acme'], 'acme'],
    [[], undefined],
  ])('of %j is %s', async (AccountAliases, alias) => {
    await using account = await stubbedPlace({
      'iam:ListAccountAliases': (call) => success(call, { AccountAliases, IsTruncated: false }),
    });
    expect(await accountAlias(account.place)).toBe(alias);
  });
});

describe('passwordPolicy', () => {
  it('is what AWS says', async () => {
    await using account = await stubbedPlace({
      'iam:GetAccountPasswordPolicy': (call) =>
        success(call, { PasswordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true } }),
    });
    expect(await passwordPolicy(account.place)).toMatchObject({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
    });
  });

  it('is undefined where the account has none', async () => {
    await using account = await stubbedPlace({
      'iam:GetAccountPasswordPolicy': failing('NoSuchEntity', 'no password policy', 404),
    });
    expect(await passwordPolicy(account.place)).toBeUndefined();
  });

  it('is not undefined where nobody may ask', async () => {
    await using account = await stubbedPlace({ 'iam:GetAccountPasswordPolicy': denied() });
    await expect(passwordPolicy(account.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'iam:GetAccountPasswordPolicy',
    });
  });
});

describe('virtualMfaDevices', () => {
  it('are those that somebody uses, over all pages', async () => {
    const asked: (string | undefined)[] = [];
    await using account = await stubbedPlace({
      'iam:ListVirtualMFADevices': (call) => {
        asked.push(textParam(call, 'AssignmentStatus'));
        const first = textParam(call, 'Marker') === undefined;
        return success(call, {
          VirtualMFADevices: [{ SerialNumber: `${ARN}:mfa/${first ? 'root-account-mfa-device' : 'ann'}` }],
          IsTruncated: first,
          Marker: first ? 'next' : undefined,
        });
      },
    });
    expect((await virtualMfaDevices(account.place)).map(({ SerialNumber }) => SerialNumber)).toEqual([
      `${ARN}:mfa/root-account-mfa-device`,
      `${ARN}:mfa/ann`,
    ]);
    expect(asked).toEqual(['Assigned', 'Assigned']);
  });
});

it('server certificates and SAML providers', async () => {
  await using account = await stubbedPlace({
    'iam:ListServerCertificates': (call) =>
      success(call, {
        ServerCertificateMetadataList: [{ ServerCertificateName: 'shop', Expiration: new Date(0) }],
      }),
    'iam:ListSAMLProviders': (call) =>
      success(call, { SAMLProviderList: [{ Arn: `${ARN}:saml-provider/corp` }] }),
  });
  expect(await serverCertificates(account.place)).toMatchObject([
    { ServerCertificateName: 'shop', Expiration: new Date(0) },
  ]);
  expect(await samlProviders(account.place)).toMatchObject([{ Arn: `${ARN}:saml-provider/corp` }]);
});
