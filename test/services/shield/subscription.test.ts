import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reader } from '../../../src/aws/reader.ts';
import {
  attacks,
  emergencyContacts,
  protections,
  responseTeamAccess,
  subscription,
  subscriptionState,
} from '../../../src/services/shield/index.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { sessionWith } from '../../support/session.ts';
import type { Answerer } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { notThere, state } from './subscribed.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const OF_SUBSCRIBERS: readonly (readonly [string, string, Reader<unknown>])[] = [
  ['subscription', 'DescribeSubscription', subscription],
  ['emergencyContacts', 'DescribeEmergencyContactSettings', emergencyContacts],
  ['responseTeamAccess', 'DescribeDRTAccess', responseTeamAccess],
  ['protections', 'ListProtections', protections],
  ['attacks', 'ListAttacks', attacks],
];

describe('subscriptionState', () => {
  it('is unknown where AWS did not say it', async () => {
    await using scan = await stubbedPlace({ 'shield:GetSubscriptionState': (call) => success(call, {}) });
    await expect(subscriptionState(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('is not asked for in a partition without Shield', async () => {
    const session = sessionWith({ partition: 'aws-us-gov' });
    await expect(subscriptionState({ session, region: 'us-gov-west-1' })).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'AWS GovCloud (US) has no shield',
    });
    expect(session.transport.sent).toEqual([]);
  });
});

describe.each(OF_SUBSCRIBERS)('%s', (_name, operation, reader) => {
  it('is undefined without a subscription, and not asked for', async () => {
    await using scan = await stubbedPlace(state('INACTIVE'));
    expect(await reader(scan.place)).toBeUndefined();
    expect(scan.calls()).toEqual(['GetSubscriptionState']);
  });

  it('fails when it is denied', async () => {
    await using scan = await stubbedPlace({ ...state('ACTIVE'), [`shield:${operation}`]: denied() });
    await expect(reader(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: `shield:${operation}`,
      region: 'us-east-1',
    });
  });

  it('fails when the answer holds nothing', async () => {
    if (operation === 'DescribeSubscription') return;
    await using scan = await stubbedPlace({
      ...state('ACTIVE'),
      [`shield:${operation}`]: (call) => success(call, {}),
    });
    await expect(reader(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });
});

describe('a subscription', () => {
  it.each<[string, Reader<unknown>, string, Answerer, unknown]>([
    [
      'says how proactive engagement is set up',
      subscription,
      'DescribeSubscription',
      (call) =>
        success(call, { Subscription: { SubscriptionLimits: {}, ProactiveEngagementStatus: 'PENDING' } }),
      { ProactiveEngagementStatus: 'PENDING' },
    ],
    [
      'says nothing of what nobody set up',
      subscription,
      'DescribeSubscription',
      (call) => success(call, { Subscription: { SubscriptionLimits: {} } }),
      {},
    ],
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

  it('has the protections of all pages', async () => {
    const protection = (Id: string) => ({ Id, ResourceArn: `arn:aws:route53:::hostedzone/${Id}` });
    await using scan = await stubbedPlace({
      ...state('ACTIVE'),
      'shield:ListProtections': (call) => {
        expect(call.params.MaxResults).toBe(10_000);
        return textParam(call, 'NextToken') === undefined
          ? success(call, { Protections: [protection('Z1')], NextToken: 'next' })
          : success(call, { Protections: [protection('Z2')] });
      },
    });
    expect(await protections(scan.place)).toEqual([protection('Z1'), protection('Z2')]);
  });

  it('has the attacks that began within ninety days', async () => {
    await using scan = await stubbedPlace({
      ...state('ACTIVE'),
      'shield:ListAttacks': (call) => {
        expect(call.params.StartTime).toEqual({
          FromInclusive: Date.parse('2026-08-22T12:00:00Z') / 1000,
          ToExclusive: Date.parse('2026-11-20T12:00:00Z') / 1000,
        });
        return success(call, {
          AttackSummaries: [
            { AttackId: 'a1', ResourceArn: 'arn:aws:route53:::hostedzone/Z1', StartTime: 1_790_000_000 },
          ],
        });
      },
    });
    expect(await attacks(scan.place)).toEqual([
      {
        AttackId: 'a1',
        ResourceArn: 'arn:aws:route53:::hostedzone/Z1',
        StartTime: new Date(1_790_000_000_000),
      },
    ]);
  });
});
