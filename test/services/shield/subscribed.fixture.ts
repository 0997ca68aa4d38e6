import { expect, it } from 'vitest';
import type { Reader } from '../../../src/aws/reader.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { failure, success } from '../../support/wire.ts';

/** An account with, or without, a subscription to Shield Advanced. */
export const state = (SubscriptionState: 'ACTIVE' | 'INACTIVE'): Answers => ({
  'shield:GetSubscriptionState': (call) => success(call, { SubscriptionState }),
});

/** What Shield says of something that is not there. */
export const notThere: Answerer = (call) =>
  failure(call, {
    code: 'ResourceNotFoundException',
    message: 'The subscription does not exist.',
    status: 400,
  });

/** What holds for every question that only a subscriber may ask. */
export function asksSubscribersOnly(operation: string, reader: Reader<unknown>): void {
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
    await using scan = await stubbedPlace({
      ...state('ACTIVE'),
      [`shield:${operation}`]: (call) => success(call, {}),
    });
    await expect(reader(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });
}
