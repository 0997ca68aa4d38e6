import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reader } from '../../../src/aws/reader.ts';
import { subscription, subscriptionState } from '../../../src/services/shield/subscription.ts';
import { stubbedPlace } from '../../support/place.ts';
import { sessionWith } from '../../support/session.ts';
import type { Answerer } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import { asksSubscribersOnly, state } from './subscribed.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

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

describe('subscription', () => {
  asksSubscribersOnly('DescribeSubscription', subscription);

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
  ])('%s', async (_case, reader, operation, answer, expected) => {
    await using scan = await stubbedPlace({ ...state('ACTIVE'), [`shield:${operation}`]: answer });
    expect(await reader(scan.place)).toEqual(expected);
  });
});
