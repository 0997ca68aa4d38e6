import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reader } from '../../../src/aws/reader.ts';
import { emergencyContacts, responseTeamAccess } from '../../../src/services/shield/response-team.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import { asksSubscribersOnly, notThere, state } from './subscribed.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('emergencyContacts', () =>
  asksSubscribersOnly('DescribeEmergencyContactSettings', emergencyContacts));
describe('responseTeamAccess', () => asksSubscribersOnly('DescribeDRTAccess', responseTeamAccess));

describe('a subscriber', () => {
  it.each<[string, Reader<unknown>, string, Answerer, unknown]>([
    [
      'counts the contacts and keeps nothing of them',
      emergencyContacts,
      'DescribeEmergencyContactSettings',
      (call) => success(call, { EmergencyContactList: [{ EmailAddress: 'soc@example.com' }] }),
      1,
    ],
    ['has no contact', emergencyContacts, 'DescribeEmergencyContactSettings', notThere, 0],
    [
      'has a role for the response team',
      responseTeamAccess,
      'DescribeDRTAccess',
      (call) => success(call, { RoleArn: 'arn:aws:iam::111122223333:role/srt', LogBucketList: [] }),
      { RoleArn: 'arn:aws:iam::111122223333:role/srt' },
    ],
    [
      'has no role for the response team',
      responseTeamAccess,
      'DescribeDRTAccess',
      (call) => success(call, { LogBucketList: [] }),
      { RoleArn: undefined },
    ],
    ['has nothing for the response team', responseTeamAccess, 'DescribeDRTAccess', notThere, {}],
  ])('%s', async (_case, reader, operation, answer, expected) => {
    await using scan = await stubbedPlace({ ...state('ACTIVE'), [`shield:${operation}`]: answer });
    expect(await reader(scan.place)).toEqual(expected);
  });
});
