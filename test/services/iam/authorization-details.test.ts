import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  authorizationDetails,
  groupsOf,
  isQuarantinePolicy,
} from '../../../src/services/iam/authorization-details.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:iam::111122223333';

/** The lists of an account that has nothing. */
const EMPTY = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };

describe('authorizationDetails', () => {
  it('reads all pages, the largest there are, and puts them together', async () => {
    const asked = vi.fn();
    await using account = await stubbedPlace({
      'iam:GetAccountAuthorizationDetails': (call) => {
        asked(call.params);
        return textParam(call, 'Marker') === 'next'
          ? success(call, {
              IsTruncated: false,
              ...EMPTY,
              UserDetailList: [{ UserName: 'bob', Arn: `${ARN}:user/bob` }],
              RoleDetailList: [{ RoleName: 'helm', Arn: `${ARN}:role/helm` }],
            })
          : success(call, {
              IsTruncated: true,
              Marker: 'next',
              ...EMPTY,
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
        success(call, { ...EMPTY, UserDetailList: [{ UserName: 'ann' }] }),
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

it.each([
  ['arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine', true],
  ['arn:aws-cn:iam::aws:policy/AWSCompromisedKeyQuarantineV3', true],
  ['arn:aws:iam::111122223333:policy/AWSCompromisedKeyQuarantineV3', false],
  ['arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineVariant', false],
  [undefined, false],
])('%s is a quarantine of AWS: %s', (PolicyArn, expected) => {
  expect(isQuarantinePolicy({ PolicyArn })).toBe(expected);
});
