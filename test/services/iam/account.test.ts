import { afterEach, describe, expect, it, vi } from 'vitest';
import { passwordPolicy, samlProviders, serverCertificates } from '../../../src/services/iam/account.ts';
import { authorizationDetails, groupsOf } from '../../../src/services/iam/authorization-details.ts';
import { rootCanSignIn, rootCredentials } from '../../../src/services/iam/root-user.ts';
import { organizationInstances } from '../../../src/services/identity-center/instances.ts';
import { denied, failing, inRegions } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:iam::111122223333';

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

describe('authorizationDetails', () => {
  it('reads all pages, the largest there are, and puts them together', async () => {
    const asked = vi.fn();
    await using account = await stubbedPlace({
      'iam:GetAccountAuthorizationDetails': (call) => {
        asked(call.params);
        return textParam(call, 'Marker') === 'next'
          ? success(call, {
              IsTruncated: false,
              UserDetailList: [{ UserName: 'bob', Arn: `${ARN}:user/bob` }],
              RoleDetailList: [{ RoleName: 'helm', Arn: `${ARN}:role/helm` }],
            })
          : success(call, {
              IsTruncated: true,
              Marker: 'next',
              UserDetailList: [{ UserName: 'ann', Arn: `${ARN}:user/ann` }],
              Policies: [
                { PolicyName: 'AdministratorAccess', Arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
              ],
            });
      },
    });
    const details = await authorizationDetails(account.place);
    expect(details.UserDetailList.map(({ UserName }) => UserName)).toEqual(['ann', 'bob']);
    expect(details.RoleDetailList).toHaveLength(1);
    expect(details.Policies).toHaveLength(1);
    expect(details.GroupDetailList).toEqual([]);
    expect(asked).toHaveBeenCalledTimes(2);
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({
        MaxItems: '1000',
        'Filter.member.1': 'User',
        'Filter.member.2': 'Group',
        'Filter.member.3': 'Role',
        'Filter.member.4': 'LocalManagedPolicy',
        'Filter.member.5': 'AWSManagedPolicy',
      }),
    );
  });

  it('fails as a whole rather than leave out a user that AWS did not name', async () => {
    await using account = await stubbedPlace({
      'iam:GetAccountAuthorizationDetails': (call) =>
        success(call, { UserDetailList: [{ UserName: 'ann' }] }),
    });
    await expect(authorizationDetails(account.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('finds the groups of a user, all of them or none', () => {
    const group = (GroupName: string) => ({ GroupName, Arn: `${ARN}:group/${GroupName}` });
    const details = {
      UserDetailList: [],
      RoleDetailList: [],
      Policies: [],
      GroupDetailList: [group('a'), group('b')],
    };
    const user = { UserName: 'ann', Arn: `${ARN}:user/ann` };
    expect(groupsOf(details, { ...user, GroupList: ['b'] })).toEqual([group('b')]);
    expect(groupsOf(details, { ...user, GroupList: [] })).toEqual([]);
    expect(groupsOf(details, { ...user, GroupList: ['b', 'gone'] })).toBeUndefined();
    expect(groupsOf(details, user)).toBeUndefined();
  });
});

describe('rootCredentials', () => {
  it('keeps what AWS did not count undefined', async () => {
    await using account = await stubbedPlace({
      'iam:GetAccountSummary': (call) => success(call, { SummaryMap: {} }),
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

describe('lists', () => {
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

  it('Identity Center instances of every Region, or why a Region does not tell', async () => {
    const instance = { InstanceArn: 'arn:aws:sso:::instance/ssoins-1', OwnerAccountId: '999988887777' };
    await using account = await stubbedPlace({
      'sso:ListInstances': (call, upstream) =>
        inRegions(['eu-west-1'], denied())(call, upstream) ??
        success(call, {
          Instances: call.region === 'eu-north-1' ? [instance] : [],
        }),
      'organizations:DescribeOrganization': (call) =>
        success(call, { Organization: { Id: 'o-mine', MasterAccountId: instance.OwnerAccountId } }),
    });
    const enabled = ['eu-north-1', 'eu-west-1', 'us-east-1'];
    const session = { ...account.place.session, regions: { scanned: ['us-east-1'], off: [], enabled } };
    expect(await organizationInstances({ ...account.place, session })).toMatchObject([
      {
        region: 'eu-north-1',
        answer: { ok: true, value: [instance] },
      },
      { region: 'eu-west-1', answer: { ok: false, error: { kind: 'denied', action: 'sso:ListInstances' } } },
      { region: 'us-east-1', answer: { ok: true, value: [] } },
    ]);
  });
});
